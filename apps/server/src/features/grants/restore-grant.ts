import { z } from 'zod';
import { GrantDuration, GrantedDetail, GrantedScope, RefusedScope } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { selectGrantForUpdate, updateGrantRow, updateGrantsRevoked, type GrantParties, type GrantRow } from './grant-store.ts';
import { revocationEntry } from './revocation-entry.ts';

/** What a consent can change of a grant. */
export const GrantSnapshot = z.object({
  grant_id: z.string(),
  scopes: z.array(GrantedScope.partial({ text_version: true, locale: true })),
  refused_scopes: z.array(RefusedScope),
  authorization_details: z.array(GrantedDetail).default([]),
  duration: GrantDuration,
  expires_at: z.iso.datetime().nullable(),
  session_uid: z.string().nullable(),
});
export type GrantSnapshot = z.infer<typeof GrantSnapshot>;

export function grantSnapshot(grant: GrantRow): GrantSnapshot {
  const { grant_id, scopes, refused_scopes, authorization_details, duration, expires_at, session_uid } = grant;
  return GrantSnapshot.parse({
    grant_id,
    scopes,
    refused_scopes,
    authorization_details,
    duration,
    expires_at: expires_at?.toISOString() ?? null,
    session_uid,
  });
}

/** Puts the pair's grant back to what it was; where there was none, it is revoked. */
export async function restoreGrant(ctx: Context, parties: GrantParties, before: GrantSnapshot | null): Promise<void> {
  await mutate(ctx, async (tx) => {
    const current = await selectGrantForUpdate(tx, parties);
    if (current === null) return { result: null, audit: null };
    const { is_live: _isLive, ...row } = current;
    if (before === null || before.grant_id !== row.grant_id) {
      const revoked = await updateGrantsRevoked(tx, { grant_id: row.grant_id, reason: 'connection_test' });
      return { result: null, audit: revoked.map((grant) => revocationEntry(grant, 'connection_test')) };
    }
    const expires_at = before.expires_at === null ? null : new Date(before.expires_at);
    await updateGrantRow(tx, { ...row, ...before, expires_at, scopes: storedScopes(before), updated_at: tx.clock.now() });
    return { result: null, audit: { action: 'grant.restored', ...parties, details: { grant_id: row.grant_id } } };
  });
}

function storedScopes({ scopes }: GrantSnapshot): GrantRow['scopes'] {
  return scopes.map(({ text_version, locale, ...scope }) => ({
    ...scope,
    ...(text_version === undefined ? {} : { text_version }),
    ...(locale === undefined ? {} : { locale }),
  }));
}
