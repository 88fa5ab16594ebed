import { contract, MANAGEMENT_SCOPES } from '@consentry/contract';
import type { Context } from '../context.ts';
import { findUser } from '../features/users/find-user.ts';
import { implement } from './implement.ts';
import type { ReadDiscovery } from './own-discovery.ts';

/** What the console has to know of the server and of who is signed in. */
export function serverInfoRoutes(options: { readDiscovery: ReadDiscovery; storage: 'embedded' | 'postgresql' }) {
  return [
    implement(contract.server.info, async (ctx) => ({
      issuer: ctx.issuer,
      discovery: await options.readDiscovery(),
      storage: options.storage,
    })),
    implement(contract.server.caller, async (ctx) => caller(ctx)),
  ];
}

async function caller(ctx: Context) {
  const user = ctx.actor.type === 'user' && ctx.actor.id !== null ? await findUser(ctx, ctx.actor.id) : null;
  return {
    actor_type: user === null ? ('client' as const) : ('user' as const),
    actor_id: ctx.actor.id ?? '',
    username: user?.username ?? null,
    name: user?.claims.name ?? null,
    email: user?.email ?? null,
    scopes: MANAGEMENT_SCOPES.filter((scope) => ctx.actor.scopes.has(scope)),
  };
}
