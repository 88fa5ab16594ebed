import { fileURLToPath } from 'node:url';
import { freePort } from '../../tests/support/free-port.ts';
import { startProcess, untilReady } from '../start-process.ts';
import { NAMES, type System } from './system.ts';

const SCRIPT = fileURLToPath(new URL('./engine-server.ts', import.meta.url));

/** The unmodified engine with its own in-memory adapter: what our server is measured against. */
export async function startEngineInMemory({ node = [] }: { node?: string[] } = {}): Promise<System> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const process = startProcess(SCRIPT, { env: { PORT: String(port) }, node });
  await untilReady(process, `${origin}/.well-known/openid-configuration`);
  // Any username is somebody.
  return { name: NAMES.memory, origin, process, addUsers: async () => {}, stop: () => process.stop() };
}
