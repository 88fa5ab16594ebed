import type { ManagementScope } from '@consentry/contract';
import type { Actor } from '../../context.ts';
import { Problem } from '../../problem.ts';

/**
 * A client hands on no scope of the management API that it lacks, neither by writing it nor by making a secret for a client that has it.
 * Without this, clients:write alone would be every scope.
 */
export function assertMayManage(actor: Actor, managementScopes: readonly ManagementScope[]): void {
  if (actor.type !== 'client') return;
  const missing = managementScopes.find((scope) => !actor.scopes.has(scope));
  if (missing === undefined) return;
  throw new Problem('insufficient-scope', `A client can only manage clients with scopes that it has itself; ${missing} is missing.`, {
    scope: missing,
  });
}
