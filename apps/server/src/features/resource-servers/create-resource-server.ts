import type { CreateResourceServer, ResourceServer } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { definedMembers } from '../../platform/changed-members.ts';
import { uniqueViolation } from '../../platform/database.ts';
import { Problem } from '../../problem.ts';
import { replaceTypes } from '../authorization-details/replace-types.ts';
import { mutate } from '../audit-events/mutate.ts';
import { auditedTypes } from './audited-types.ts';
import { auditedScopes } from './audited-scopes.ts';
import { assertScopeNames } from './assert-scope-names.ts';
import { assertSigningAlg } from './assert-signing-alg.ts';
import { presentResourceServer } from './present-resource-server.ts';
import { insertResourceServer, type ResourceServerRow } from './resource-server-store.ts';

/** Creates a resource server with its scopes. Problems: `resource-taken`. */
export async function createResourceServer(ctx: Context, input: CreateResourceServer): Promise<ResourceServer> {
  // The management API is a resource server of the issuer itself.
  if (input.resource === `${ctx.issuer}/api/v1`) throw resourceTaken(input.resource);
  assertScopeNames(input.scopes ?? []);
  const { authorization_details_types: types = [], ...members } = input;
  const now = ctx.clock.now();
  const row: ResourceServerRow = {
    scopes: [],
    access_token_format: 'jwt',
    access_token_ttl_seconds: 600,
    access_token_signing_alg: 'RS256',
    third_party_token_exchange: false,
    ...definedMembers(members),
    name: input.name,
    resource: input.resource,
    created_at: now,
    updated_at: now,
  };
  return mutate(ctx, async (tx) => {
    await assertSigningAlg(tx, row);
    await insertResourceServer(tx, row).catch((cause: unknown) => {
      throw uniqueViolation(cause) === 'resource_servers_pkey' ? resourceTaken(row.resource, cause) : cause;
    });
    await replaceTypes(tx, row.resource, types);
    const details = { resource: row.resource, ...auditedScopes(row.scopes), ...auditedTypes(types) };
    return { result: presentResourceServer(row, types), audit: { action: 'resource_server.created', details } };
  });
}

function resourceTaken(resource: string, cause?: unknown): Problem {
  const detail = `The resource “${resource}” is in use.`;
  return new Problem('resource-taken', detail, { errors: [{ pointer: '#/resource', detail }], cause });
}
