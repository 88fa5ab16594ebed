import type { FieldError, RegistrationPolicy } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { jsonPointer } from '../../platform/json-pointer.ts';
import { findResourceServers } from '../resource-servers/find-resource-servers.ts';
import { scopeSensitivity } from '../resource-servers/scope-sensitivity.ts';

/** A restricted scope is allowed to one client after the other, by an operator who has looked at it. */
export async function restrictedScopeErrors(ctx: Context, resourceScopes: RegistrationPolicy['resource_scopes']): Promise<FieldError[]> {
  const servers = await findResourceServers(ctx, Object.keys(resourceScopes));
  return servers.flatMap((server) =>
    (resourceScopes[server.resource] ?? []).flatMap((scope, index) =>
      scopeSensitivity(server, scope) === 'restricted'
        ? [
            {
              pointer: jsonPointer(['resource_scopes', server.resource, index]),
              detail: `“${scope}” of “${server.resource}” is restricted: allow it to each client by itself`,
            },
          ]
        : [],
    ),
  );
}
