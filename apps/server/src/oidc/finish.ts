import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { noteUnavailable } from './unavailable.ts';

/** Looks at an answer when all else is done with it, and may still change it. */
export type Finish = (ctx: KoaContextWithOIDC) => void | Promise<void>;

/** Has all of them look at each answer, in this order. One wait for all: each that a request goes through costs every request. */
export function finishWith(context: Context, finishes: readonly Finish[]) {
  return async function finish(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    try {
      await next();
    } catch (error) {
      noteUnavailable(context, ctx, error);
    }
    for (const each of finishes) {
      const pending = each(ctx);
      if (pending !== undefined) await pending;
    }
  };
}
