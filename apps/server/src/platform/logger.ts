import { pino, type Logger } from 'pino';

export type { Logger };

/** JSON lines on standard output. Members that may hold a secret are cut, wherever an object is logged. */
export function createLogger(level: string): Logger {
  const secrets = [
    'password',
    'client_secret',
    'code',
    'code_verifier',
    'refresh_token',
    'access_token',
    'id_token',
    'authorization',
    'cookie',
  ];
  return pino({ level, redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), remove: true }, base: null });
}
