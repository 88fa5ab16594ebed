import { errors, type KoaContextWithOIDC, type Provider, type TokenEndpointGrantContext } from 'oidc-provider';
import type { Context } from '../context.ts';
import { beginDeferring, flushWrites, hasWaitingChanges } from './deferred-writes.ts';
import type { OidcPages } from './oidc-pages.ts';
import { noteServerError } from './unavailable.ts';

type Next = () => Promise<void>;
type ParameterNames = string | readonly string[] | ReadonlySet<string>;

/** Authorization requests and token requests change several things; these go in one commit, before the answer leaves. */
export function oneCommit(context: Context, pages: OidcPages) {
  return async function commitBeforeAnswer(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    beginDeferring(ctx);
    await next();
    if (!hasWaitingChanges(ctx)) return;
    try {
      await flushWrites(context, ctx);
    } catch (error) {
      await answerFailure({ context, pages }, ctx, error as Error);
    }
  };
}

/** Nothing was saved, so that nothing that was prepared may leave: no code, no cookie. */
async function answerFailure(
  { context, pages }: { context: Context; pages: OidcPages },
  ctx: KoaContextWithOIDC,
  error: Error,
): Promise<void> {
  for (const name of ['location', 'set-cookie']) ctx.remove(name);
  ctx.body = null;
  const refused = error instanceof errors.OIDCProviderError;
  ctx.status = refused ? error.statusCode : 500;
  const out = refused
    ? { error: error.error, ...(error.error_description === undefined ? {} : { error_description: error.error_description }) }
    : { error: 'server_error', error_description: 'oops! something went wrong' };
  if (ctx.accepts('json', 'html') === 'html') await pages.renderError(ctx, out, error);
  else ctx.body = out;
  if (refused) return;
  noteServerError(ctx, error);
  context.logger.error({ err: error, path: ctx.path }, 'what a protocol request changes could not be saved');
}

/**
 * A grant’s changes are committed where the engine still takes an error for an answer: of a code or refresh token that another
 * request has used up meanwhile, no token leaves.
 */
export function committingGrants(Base: typeof Provider, context: Context): typeof Provider {
  return class Committing extends Base {
    override registerGrantType<Params extends object>(
      name: string,
      handler: (ctx: TokenEndpointGrantContext<Params>) => Promise<void> | void,
      ...parameters: [ParameterNames?, ParameterNames?]
    ): void {
      const committing = async (ctx: TokenEndpointGrantContext<Params>): Promise<void> => {
        await handler(ctx);
        if (hasWaitingChanges(ctx)) await flushWrites(context, ctx);
      };
      super.registerGrantType<Params>(name, committing, ...parameters);
    }
  };
}
