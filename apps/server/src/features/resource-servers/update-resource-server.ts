import type { ResourceServer, UpdateResourceServer } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { changedMembers, definedMembers } from '../../platform/changed-members.ts';
import { assertPrecondition } from '../../precondition.ts';
import { replaceTypes } from '../authorization-details/replace-types.ts';
import { typesOfResources } from '../authorization-details/types-of-resources.ts';
import { mutate } from '../audit-events/mutate.ts';
import { dropDetailsTypesFromClients } from '../clients/drop-details-types-from-clients.ts';
import { dropScopesFromSelfRegistered } from '../clients/drop-scopes-from-self-registered.ts';
import { auditedTypes } from './audited-types.ts';
import { auditedScopes } from './audited-scopes.ts';
import { assertScopeNames } from './assert-scope-names.ts';
import { scopeSensitivity } from './scope-sensitivity.ts';
import { assertSigningAlg } from './assert-signing-alg.ts';
import { resourceServerNotFound } from './resource-server-not-found.ts';
import { presentResourceServer } from './present-resource-server.ts';
import { selectResourceServerForUpdate, updateResourceServerRow, type ResourceServerRow } from './resource-server-store.ts';

/**
 * Changes the members that are sent; a scope left out of `scopes` is no longer issued.
 * A scope that becomes restricted leaves the clients that registered themselves: what they had, no operator had allowed.
 * Problems: `resource-server-not-found`, `precondition-failed`.
 */
export async function updateResourceServer(ctx: Context, input: UpdateResourceServer & { resource: string }): Promise<ResourceServer> {
  assertScopeNames(input.scopes ?? []);
  return mutate(ctx, async (tx) => {
    const row = await selectResourceServerForUpdate(tx, input.resource);
    if (row === null) throw resourceServerNotFound(input.resource);
    const types = await typesOfResources(tx, [input.resource]);
    const before = { ...row, authorization_details_types: types.get(input.resource) ?? [] };
    await assertPrecondition(tx, () => presented(before));
    const after = { ...before, ...definedMembers(input) };
    const changed = changedMembers(before, after);
    if (changed.length === 0) return { result: presented(before), audit: null };

    await assertSigningAlg(tx, after);
    const change = { before, after: { ...after, updated_at: tx.clock.now() }, changed };
    const client_ids = await store(tx, change);
    return { result: presented(change.after), audit: { action: 'resource_server.updated', details: auditDetails(change, client_ids) } };
  });
}

type WithTypes = ResourceServerRow & Pick<ResourceServer, 'authorization_details_types'>;

interface Change {
  before: WithTypes;
  after: WithTypes;
  changed: (keyof WithTypes)[];
}

function presented({ authorization_details_types, ...row }: WithTypes): ResourceServer {
  return presentResourceServer(row, authorization_details_types);
}

/** Answers with the clients that lost something by it. */
async function store(tx: Context, { before, after, changed }: Change): Promise<string[]> {
  await updateResourceServerRow(tx, after);
  const { resource, authorization_details_types: types } = after;
  if (changed.includes('authorization_details_types')) await replaceTypes(tx, resource, types);
  const gone = before.authorization_details_types.map(({ type }) => type).filter((name) => !types.some(({ type }) => type === name));
  const losing = [
    ...(await dropScopesFromSelfRegistered(tx, { resource, names: newlyRestricted(before, after) })),
    ...(await dropDetailsTypesFromClients(tx, gone)),
  ];
  return [...new Set(losing)];
}

function auditDetails({ after, changed }: Change, client_ids: string[]): Record<string, unknown> {
  return {
    resource: after.resource,
    changed,
    ...(changed.includes('scopes') ? auditedScopes(after.scopes) : {}),
    ...(changed.includes('authorization_details_types') ? auditedTypes(after.authorization_details_types) : {}),
    ...(client_ids.length === 0 ? {} : { client_ids }),
  };
}

function newlyRestricted(before: ResourceServerRow, after: ResourceServerRow): string[] {
  return after.scopes
    .filter(({ name, sensitivity }) => sensitivity === 'restricted' && scopeSensitivity(before, name) !== 'restricted')
    .map(({ name }) => name);
}
