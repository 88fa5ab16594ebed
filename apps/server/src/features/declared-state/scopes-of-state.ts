import { contract, type DeclaredState, type ManagementScope } from '@consentry/contract';

/** The scopes that applying a state through the management API takes: the route’s own, and one for each noun that is named. */
export function scopesOfState(state: DeclaredState): ManagementScope[] {
  const scopes = new Set<ManagementScope>();
  if (contract.declaredState.apply.scope !== null) scopes.add(contract.declaredState.apply.scope);
  if (state.users !== undefined) scopes.add('users:write');
  if (state.resource_servers !== undefined) scopes.add('resource_servers:write');
  if (state.clients !== undefined) scopes.add('clients:write');
  return [...scopes];
}
