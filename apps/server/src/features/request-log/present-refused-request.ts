import {
  corsOriginProblem,
  derivedCorsOrigins,
  redirectUriProblem,
  type RefusedRequest,
  type RefusedRequestFix,
} from '@consentry/contract';
import type { ClientRow } from '../clients/find-client.ts';
import type { RefusedRequestRow } from './refused-request-store.ts';

/** A refused request as the contract shows it; the fix is judged by what the client is now. */
export function presentRefusedRequest(row: RefusedRequestRow, client: ClientRow | null): RefusedRequest {
  return { ...row, at: row.at.toISOString(), fix: client === null || row.fix == null ? null : presentFix(row.fix, client) };
}

type StoredFix = NonNullable<RefusedRequestRow['fix']>;

/** `null` when the rules would not take it for this client. */
function presentFix(fix: StoredFix, client: ClientRow): RefusedRequestFix | null {
  return isTaken(fix, client) ? { ...fix, done: has(fix, client) } : null;
}

function isTaken({ kind, value }: StoredFix, client: ClientRow): boolean {
  if (kind === 'scope') return !(value === 'offline_access' && client.app_type === 'machine_to_machine');
  const problem = kind === 'cors_origin' ? corsOriginProblem : redirectUriProblem;
  return problem(value, client.app_type) === null;
}

function has({ kind, value, resource }: StoredFix, client: ClientRow): boolean {
  if (kind === 'redirect_uri') return client.redirect_uris.includes(value);
  if (kind === 'post_logout_redirect_uri') return client.post_logout_redirect_uris.includes(value);
  if (kind === 'cors_origin') return [...derivedCorsOrigins(client), ...client.cors_origins].includes(value);
  const allowed: readonly string[] | undefined = resource === null ? client.scopes : client.resource_scopes[resource];
  return allowed?.includes(value) ?? false;
}
