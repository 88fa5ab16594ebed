import type { DeclaredState, FieldError } from '@consentry/contract';
import { Problem } from '../../problem.ts';
import { identifierKey } from '../users/identifier-key.ts';
import type { CompleteClient } from './with-recipe.ts';

/** Throws `invalid-request` when two entries mean the same thing: the second would undo the first at every run. */
export function assertDeclaredOnce(state: Omit<DeclaredState, 'clients'> & { clients: CompleteClient[] }): void {
  const errors = [
    ...twice(
      'users',
      'username',
      (state.users ?? []).map((user) => identifierKey(user.username)),
    ),
    ...twice(
      'resource_servers',
      'resource',
      (state.resource_servers ?? []).map((server) => server.resource),
    ),
    ...twice(
      'clients',
      'client_id',
      state.clients.map((client) => client.client_id ?? JSON.stringify([client.name, client.app_type, client.party])),
    ),
  ];
  if (errors.length === 0) return;
  throw new Problem(
    'invalid-request',
    errors
      .map((error) => `${error.pointer}: ${error.detail}`)
      .join('; ')
      .slice(0, 1000),
    { errors },
  );
}

function twice(noun: string, member: string, keys: string[]): FieldError[] {
  const first = new Map<string, number>();
  return keys.flatMap((key, index) => {
    const earlier = first.get(key);
    if (earlier !== undefined)
      return [{ pointer: `#/${noun}/${index}/${member}`, detail: `stands twice: ${noun}[${earlier}] is the same` }];
    first.set(key, index);
    return [];
  });
}
