import type { ClientRow } from './client-store.ts';

/** What leaves the ceiling is not optional any more; lists that were sent stay as sent, so that their faults are named. */
export function optionalInCeiling(client: ClientRow, sent: Partial<Record<keyof ClientRow, unknown>>): ClientRow {
  const { scopes, resource_scopes } = client;
  const inCeiling = Object.entries(client.optional_resource_scopes).flatMap(([resource, names]): [string, string[]][] => {
    const ceiling = Object.hasOwn(resource_scopes, resource) ? (resource_scopes[resource] ?? []) : [];
    const kept = names.filter((name) => ceiling.includes(name));
    return kept.length === 0 ? [] : [[resource, kept]];
  });
  return {
    ...client,
    ...(sent.optional_scopes === undefined ? { optional_scopes: client.optional_scopes.filter((scope) => scopes.includes(scope)) } : {}),
    ...(sent.optional_resource_scopes === undefined ? { optional_resource_scopes: Object.fromEntries(inCeiling) } : {}),
  };
}
