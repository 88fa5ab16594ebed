import type { Client, LogoTheme } from '@consentry/contract';
import type { Context } from '../../context.ts';
import type { AuditEntry } from '../audit-events/mutate.ts';
import { clientNotFound } from './client-not-found.ts';
import { presentClientWithSecrets, selectClientForUpdate, updateClientRow } from './client-store.ts';
import { keptVerification } from './kept-verification.ts';

const MEMBERS = { light: 'logo_hash', dark: 'logo_dark_hash' } as const satisfies Record<LogoTheme, string>;

/** Names another logo on the client. Runs in the caller’s transaction. Problems: `client-not-found`. */
export async function changeLogo(
  tx: Context,
  { client_id, theme, logo_hash }: { client_id: string; theme: LogoTheme; logo_hash: string | null },
): Promise<{ result: Client; audit: AuditEntry[] | null }> {
  const before = await selectClientForUpdate(tx, client_id);
  if (before === null) throw clientNotFound(client_id);
  const member = MEMBERS[theme];
  if (before[member] === logo_hash) return { result: await presentClientWithSecrets(tx, before), audit: null };

  const after = keptVerification(tx.actor, before, { ...before, [member]: logo_hash, updated_at: tx.clock.now() });
  await updateClientRow(tx, after);
  const details = { changed: [theme === 'light' ? 'logo_uri' : 'logo_dark_uri'], [member]: logo_hash };
  const unverified: AuditEntry = {
    action: 'client.publisher_unverified',
    client_id,
    details: { publisher_name: after.publisher_name },
  };
  return {
    result: await presentClientWithSecrets(tx, after),
    audit: [
      { action: 'client.updated', client_id, details },
      ...(before.publisher_verified && !after.publisher_verified ? [unverified] : []),
    ],
  };
}
