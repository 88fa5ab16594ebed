import type { Context } from '../../context.ts';
import { mutate, type AuditEntry } from '../audit-events/mutate.ts';
import { findClient } from '../clients/find-client.ts';
import { isOptionalScope } from '../clients/is-optional-scope.ts';
import { selectLiveGrantByIdForUpdate, updateGrantRow, updateGrantsRevoked, type GrantRow } from './grant-store.ts';
import { newScopes, type ScopeIdentity } from './new-scopes.ts';
import { revocationEntry } from './revocation-entry.ts';

export interface NarrowGrantInput extends ScopeIdentity {
  grant_id: string;
  /** Whose grant it must be. */
  user_id: string;
}

/** `revoked`: nothing else was left. `required`: it can only be taken back with the rest. `not_found`: no such grant of this user, or no such scope in it. */
export type NarrowedGrant = 'narrowed' | 'revoked' | 'required' | 'not_found';

/** The user takes one optional scope back; it is gone at the next refresh, userinfo and introspection, and is not asked again by itself. */
export async function narrowGrant(ctx: Context, { grant_id, user_id, resource, scope }: NarrowGrantInput): Promise<NarrowedGrant> {
  return mutate<NarrowedGrant>(ctx, async (tx) => {
    const grant = await selectLiveGrantByIdForUpdate(tx, grant_id);
    const taken = { resource, scope };
    if (grant === null || grant.user_id !== user_id || newScopes(grant.scopes, [taken]).length > 0)
      return { result: 'not_found', audit: null };
    const client = await findClient(tx, grant.client_id);
    if (client === null || !isOptionalScope(client, taken)) return { result: 'required', audit: null };

    const kept = grant.scopes.filter((held) => newScopes([taken], [held]).length > 0);
    if (kept.length === 0 && grant.authorization_details.length === 0) return revokeWhole(tx, grant);
    const now = tx.clock.now();
    const refused_scopes = [...grant.refused_scopes, { ...taken, refused_at: now.toISOString() }];
    await updateGrantRow(tx, { ...grant, scopes: kept, refused_scopes, updated_at: now });
    const audit = { action: 'grant.narrowed', client_id: grant.client_id, user_id, details: { grant_id, scopes: [taken] } };
    return { result: 'narrowed', audit };
  });
}

/** A grant of nothing would only stand in the way: the next request asks anew. */
async function revokeWhole(tx: Context, grant: GrantRow): Promise<{ result: 'revoked'; audit: AuditEntry[] }> {
  const revoked = await updateGrantsRevoked(tx, { grant_id: grant.grant_id, reason: 'grant_revoked' });
  return { result: 'revoked', audit: revoked.map((row) => revocationEntry(row)) };
}
