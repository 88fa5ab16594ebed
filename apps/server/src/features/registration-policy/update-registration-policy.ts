import type { FieldError, RegistrationPolicy, UpdateRegistrationPolicy } from '@consentry/contract';
import { createLocalJWKSet } from 'jose';
import type { Context } from '../../context.ts';
import { changedMembers, definedMembers } from '../../platform/changed-members.ts';
import { invalidMember, Problem } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { resourceScopeErrors } from '../clients/resource-scope-errors.ts';
import { getRegistrationPolicy } from './get-registration-policy.ts';
import { restrictedScopeErrors } from './restricted-scope-errors.ts';
import { upsertRegistrationPolicy } from './registration-policy-store.ts';

/** Changes the members that are sent; the others stay. What is registered already keeps what it has. */
export async function updateRegistrationPolicy(ctx: Context, sent: UpdateRegistrationPolicy): Promise<RegistrationPolicy> {
  return mutate(ctx, async (tx) => {
    const before = await getRegistrationPolicy(tx);
    const members = definedMembers(sent);
    const after = { ...before, ...members };
    const changed = changedMembers(before, after);
    if (changed.length === 0) return { result: before, audit: null };
    const errors = changed.includes('resource_scopes') ? await ceilingErrors(tx, after.resource_scopes) : [];
    if (errors.length > 0) throw new Problem('invalid-request', errors.map(({ detail }) => detail).join('; '), { errors });
    assertReadableKeys(after);
    await upsertRegistrationPolicy(tx, Object.fromEntries(changed.map((name) => [name, after[name]])));
    const details = Object.fromEntries(changed.map((name) => [name, after[name]]));
    return { result: after, audit: { action: 'registration_policy.updated', details } };
  });
}

async function ceilingErrors(tx: Context, resourceScopes: RegistrationPolicy['resource_scopes']): Promise<FieldError[]> {
  return [...(await resourceScopeErrors(tx, resourceScopes)), ...(await restrictedScopeErrors(tx, resourceScopes))];
}

function assertReadableKeys({ software_statement_issuers: issuers }: RegistrationPolicy): void {
  for (const [index, { jwks }] of issuers.entries()) {
    try {
      createLocalJWKSet(jwks);
    } catch {
      throw invalidMember(`/software_statement_issuers/${index}/jwks`, 'must be a JWK set with public keys (RFC 7517 §5)');
    }
  }
}
