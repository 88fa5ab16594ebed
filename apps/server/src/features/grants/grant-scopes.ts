import type { GrantDuration } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate, type AuditEntry } from '../audit-events/mutate.ts';
import { auditedDetails } from './audited-details.ts';
import { changedGrant, type GrantChange, type WordedDetail, type WordedScope } from './changed-grant.ts';
import { endUnusableGrant } from './end-unusable-grant.ts';
import { insertGrant, selectGrantForUpdate, updateGrantRow, type GrantParties, type GrantRow } from './grant-store.ts';
import type { ScopeIdentity } from './new-scopes.ts';
import { notifyLastingAccess } from './notify-lasting-access.ts';

export interface GrantScopesInput extends GrantParties {
  scopes: readonly WordedScope[];
  /** Beside scopes (RFC 9396). */
  details?: readonly WordedDetail[];
  /** Optional scopes that were offered and left out. */
  refused?: readonly ScopeIdentity[];
  /** Absent: as it is, and until revoked where nothing is yet. */
  duration?: GrantDuration | undefined;
  /** The browser session in which it was given. */
  session_uid?: string | null | undefined;
  /** The face of the client that the user saw; absent: as it is. */
  approved_client?: string | null | undefined;
  /** For instance the version of the text that was agreed to. */
  audit_details?: Record<string, unknown>;
}

/**
 * Makes the pair’s live grant, or adds to it what is new; what was granted before keeps its time, and nothing is ever taken
 * away here. Two tabs at once end with one grant.
 */
export async function grantScopes(ctx: Context, input: GrantScopesInput): Promise<GrantRow> {
  return mutate(ctx, async (tx) => {
    const { ended, held } = await endUnusableGrant(tx, input);
    const change = held === null ? ((await makeGrant(tx, input)) ?? (await extendOrFail(tx, input))) : await extendGrant(tx, held, input);
    await notifyLastingAccess(tx, change);
    const recorded = auditOf(change, input);
    return { result: change.grant, audit: [...ended, ...(recorded === null ? [] : [recorded])] };
  });
}

async function extendGrant(tx: Context, held: GrantRow, input: GrantScopesInput): Promise<GrantChange> {
  const change = changedGrant(held, input, tx.clock.now());
  if (change.action !== null) await updateGrantRow(tx, change.grant);
  return change;
}

async function makeGrant(tx: Context, input: GrantScopesInput): Promise<GrantChange | null> {
  const now = tx.clock.now();
  const nothing: GrantRow = {
    grant_id: tx.random.id(),
    user_id: input.user_id,
    client_id: input.client_id,
    scopes: [],
    refused_scopes: [],
    authorization_details: [],
    duration: 'until_revoked',
    expires_at: null,
    session_uid: null,
    last_used_at: null,
    last_used_ip: null,
    created_at: now,
    updated_at: now,
    revoked_at: null,
    approved_client: null,
  };
  const change = changedGrant(nothing, input, now);
  return (await insertGrant(tx, change.grant)) ? { ...change, action: 'grant.created' } : null;
}

/** The insertion waited for another that won; its grant is visible now. */
async function extendOrFail(tx: Context, input: GrantScopesInput): Promise<GrantChange> {
  const other = await selectGrantForUpdate(tx, input);
  if (other === null) throw new Error('the grant was made and revoked by others while it was being written');
  const { is_live: _isLive, ...held } = other;
  return extendGrant(tx, held, input);
}

function auditOf({ grant, action, added, added_details, refused }: GrantChange, input: GrantScopesInput): AuditEntry | null {
  if (action === null) return null;
  const { grant_id, client_id, user_id, duration, expires_at } = grant;
  const details = {
    ...input.audit_details,
    grant_id,
    scopes: added,
    ...(added_details.length === 0 ? {} : { authorization_details: auditedDetails(added_details) }),
    ...(refused.length === 0 ? {} : { refused }),
    duration,
    expires_at,
  };
  return { action, client_id, user_id, details };
}
