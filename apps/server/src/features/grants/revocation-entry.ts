import type { AuditEntry } from '../audit-events/mutate.ts';
import { auditedDetails } from './audited-details.ts';
import type { GrantRow } from './grant-store.ts';

/** What the audit log says of a grant that has been revoked. */
export function revocationEntry(grant: GrantRow, reason?: string): AuditEntry {
  const { grant_id, client_id, user_id } = grant;
  const scopes = grant.scopes.map(({ resource, scope }) => ({ resource, scope }));
  const kinds = auditedDetails(grant.authorization_details);
  const beside = kinds.length === 0 ? {} : { authorization_details: kinds };
  return {
    action: 'grant.revoked',
    client_id,
    user_id,
    details: { grant_id, scopes, ...beside, ...(reason === undefined ? {} : { reason }) },
  };
}
