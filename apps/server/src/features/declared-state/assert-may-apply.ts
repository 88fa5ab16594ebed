import type { DeclaredState, ManagementScope } from '@consentry/contract';
import type { Actor } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { scopesOfState } from './scopes-of-state.ts';

/** Throws `insufficient-scope` unless the actor may write every noun that the state names; the server itself may. */
export function assertMayApply(actor: Actor, state: DeclaredState): void {
  if (actor.type === 'system') return;
  const missing: ManagementScope | undefined = scopesOfState(state).find((scope) => !actor.scopes.has(scope));
  if (missing !== undefined) throw new Problem('insufficient-scope', `This state needs the scope ${missing}.`, { scope: missing });
}
