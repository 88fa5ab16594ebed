import type { Context } from '../../context.ts';
import { selectClientService, upsertClientService } from './client-service-store.ts';

/** Notes for which service a client is, so that its guide is at hand. Runs in the caller’s transaction; tells whether that is new. */
export async function keepClientService(
  tx: Context,
  service: { client_id: string; slug: string; address: string | null },
): Promise<boolean> {
  const before = await selectClientService(tx, service.client_id);
  if (before?.slug === service.slug && before.address === service.address) return false;
  await upsertClientService(tx, service);
  return true;
}
