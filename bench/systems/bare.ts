import { fileURLToPath } from 'node:url';
import { freePort } from '../../tests/support/free-port.ts';
import { startProcess, untilReady } from '../start-process.ts';
import { NAMES, type System } from './system.ts';

const SCRIPT = fileURLToPath(new URL('./bare-server.ts', import.meta.url));

/** What is possible at all: routes of `node:http` that do no more than answer, one of them with a signature. */
export async function startBare(documents: { discovery: string; jwks: string }): Promise<System> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const process = startProcess(SCRIPT, { env: { PORT: String(port), DISCOVERY: documents.discovery, JWKS: documents.jwks } });
  await untilReady(process, `${origin}/.well-known/jwks.json`);
  return { name: NAMES.bare, origin, process, addUsers: async () => {}, stop: () => process.stop() };
}
