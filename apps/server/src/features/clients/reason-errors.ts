import type { FieldError } from '@consentry/contract';
import { jsonPointer } from '../../platform/json-pointer.ts';
import type { ClientRow } from './client-store.ts';

/** A reason belongs to something that the client may ask for. */
export function reasonErrors(client: ClientRow): FieldError[] {
  const own = Object.keys(client.scope_reasons)
    .filter((scope) => !client.scopes.some((held) => held === scope))
    .map((scope) => ({ pointer: jsonPointer(['scope_reasons', scope]), detail: `“${scope}” is not among the client’s scopes` }));
  const ofResources = Object.entries(client.resource_scope_reasons).flatMap(([resource, reasons]) => {
    const ceiling = Object.hasOwn(client.resource_scopes, resource) ? (client.resource_scopes[resource] ?? []) : [];
    return Object.keys(reasons)
      .filter((scope) => !ceiling.includes(scope))
      .map((scope) => ({
        pointer: jsonPointer(['resource_scope_reasons', resource, scope]),
        detail: `“${scope}” of “${resource}” is not among the client’s resource_scopes`,
      }));
  });
  return [...own, ...ofResources];
}
