import type { AppliedChange, DeclaredState } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate, type AuditEntry } from '../audit-events/mutate.ts';
import { applyClient } from './apply-client.ts';
import { applyEach } from './apply-each.ts';
import { applyResourceServer } from './apply-resource-server.ts';
import { applyUser } from './apply-user.ts';
import { assertDeclaredOnce } from './assert-declared-once.ts';
import { assertMayApply } from './assert-may-apply.ts';
import { lockDeclaredState } from './declared-state-store.ts';
import { withRecipe } from './with-recipe.ts';

/**
 * Makes users, resource servers and clients exist as declared, in one transaction; applying the same again changes nothing.
 * Users are matched by username, resource servers by URI, clients by id or, without one, by name, type and party.
 * Members left out stay as they are on what exists and take their defaults on what is new. Pointers of errors start at the document’s root.
 */
export async function applyDeclaredState(ctx: Context, state: DeclaredState): Promise<AppliedChange[]> {
  assertMayApply(ctx.actor, state);
  const complete = await applyEach('clients', state.clients, withRecipe);
  assertDeclaredOnce({ ...state, clients: complete });
  return mutate(ctx, async (tx) => {
    await lockDeclaredState(tx);
    const users = await applyEach('users', state.users, (user) => applyUser(tx, user));
    const resourceServers = await applyEach('resource_servers', state.resource_servers, (server) => applyResourceServer(tx, server));
    const clients = await applyEach('clients', complete, (client) => applyClient(tx, client));
    const changes = [...users, ...resourceServers, ...clients];
    return { result: changes, audit: auditOf(changes) };
  });
}

function auditOf(changes: AppliedChange[]): AuditEntry | null {
  const count = (change: AppliedChange['change']): number => changes.filter((applied) => applied.change === change).length;
  const details = { created: count('created'), updated: count('updated'), unchanged: count('unchanged') };
  return details.created + details.updated === 0 ? null : { action: 'declared_state.applied', details };
}
