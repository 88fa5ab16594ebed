import type { DetailIdentity } from './new-details.ts';

/** Which kinds, not what they hold: that may be about a person, and outlives them in the audit log (record 0013). */
export function auditedDetails(details: readonly DetailIdentity[]): { resource: string; type: string }[] {
  return details.map(({ resource, detail }) => ({ resource, type: detail.type }));
}
