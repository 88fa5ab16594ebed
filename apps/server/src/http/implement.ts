import type { Route, RouteOutput, RouteParsedInput } from '@consentry/contract';
import type { Context } from '../context.ts';

/** A route of the contract with what it does; `router.ts` mounts a list of them. */
export interface ImplementedRoute {
  readonly route: Route;
  readonly handle: (ctx: Context, input: { params: unknown; query: unknown; body: unknown }) => Promise<unknown>;
}

/** Ties a verb to its route; input and output are typed by the contract. */
export function implement<R extends Route>(
  route: R,
  handle: (ctx: Context, input: RouteParsedInput<R>) => Promise<RouteOutput<R>>,
): ImplementedRoute {
  // The router parses the input with the route's own schemas before it calls.
  return { route, handle: (ctx, input) => handle(ctx, input as RouteParsedInput<R>) };
}
