import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import { atExit } from './at-exit.ts';

const SCRIPT = fileURLToPath(new URL('../e2e/partner-app.ts', import.meta.url));

/** The partner's application as a process of its own, with the text of the `.env` file from the console. */
export async function startPartner(env: string, extra: Record<string, string> = {}): Promise<{ url: string; stop(): void }> {
  const values = { ...parseEnv(env), ...extra };
  const child = spawn(process.execPath, [SCRIPT], {
    env: { PATH: process.env['PATH'], ...values },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const forget = atExit(() => child.kill('SIGKILL'));
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the partner’s application ended with ${code}`)));
  });
  return {
    url: new URL('/', values['OIDC_REDIRECT_URI']).href,
    stop() {
      child.kill('SIGKILL');
      forget();
    },
  };
}
