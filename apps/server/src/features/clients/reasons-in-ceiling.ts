import type { ClientRow } from './client-store.ts';

/** What leaves the ceiling needs no reason any more; reasons that were sent stay as sent, so that their faults are named. */
export function reasonsInCeiling(client: ClientRow, sent: Partial<Record<keyof ClientRow, unknown>>): ClientRow {
  const { scopes, resource_scopes } = client;
  return {
    ...client,
    ...(sent.scope_reasons === undefined ? { scope_reasons: keep(client.scope_reasons, scopes) } : {}),
    ...(sent.resource_scope_reasons === undefined
      ? { resource_scope_reasons: keepOfResources(client.resource_scope_reasons, resource_scopes) }
      : {}),
  };
}

function keepOfResources(
  reasons: ClientRow['resource_scope_reasons'],
  ceiling: Record<string, string[]>,
): ClientRow['resource_scope_reasons'] {
  const kept = Object.entries(reasons).flatMap(([resource, texts]): [string, typeof texts][] => {
    const inside = keep(texts, Object.hasOwn(ceiling, resource) ? (ceiling[resource] ?? []) : []);
    return Object.keys(inside).length === 0 ? [] : [[resource, inside]];
  });
  return Object.fromEntries(kept);
}

function keep<Reasons extends object>(reasons: Reasons, scopes: readonly string[]): Reasons {
  // A part of the same reasons.
  return Object.fromEntries(Object.entries(reasons).filter(([scope]) => scopes.includes(scope))) as Reasons;
}
