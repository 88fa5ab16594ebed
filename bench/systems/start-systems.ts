import { startBare } from './bare.ts';
import { startConsentry } from './consentry.ts';
import { startEngineInMemory } from './engine-in-memory.ts';
import type { System } from './system.ts';

/** Everything that is compared, each in a process of its own. Those that have no turn do nothing. */
export async function startSystems(databaseUrl: string): Promise<System[]> {
  const memory = await startEngineInMemory();
  const postgresql = await startConsentry({ database_url: databaseUrl });
  const pglite = await startConsentry({});
  const document = async (path: string): Promise<string> => (await fetch(`${postgresql.origin}${path}`)).text();
  const documents = { discovery: await document('/.well-known/openid-configuration'), jwks: await document('/.well-known/jwks.json') };
  return [memory, postgresql, pglite, await startBare(documents)];
}
