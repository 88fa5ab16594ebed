import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { isDatabaseUnavailable } from '../platform/database.ts';

const RETRY_AFTER_SECONDS = 5;

/** Faults that the engine answered with `server_error`, by request. */
const unavailable = new WeakSet<object>();

/** Called for each `server_error`: remembers those that will pass by themselves. */
export function noteServerError(ctx: KoaContextWithOIDC, error: Error): void {
  if (isDatabaseUnavailable(error)) unavailable.add(ctx);
}

/** What is thrown outside the engine's own handlers, for instance while it saves the session; rethrown when it will not pass by itself. */
export function noteUnavailable({ logger }: Context, ctx: KoaContextWithOIDC, error: unknown): void {
  if (!isDatabaseUnavailable(error)) throw error;
  logger.error({ err: error }, 'the database cannot be reached');
  unavailable.add(ctx);
}

/** While the database cannot be reached the answer is 503 with `Retry-After` and a well-formed OAuth error (RFC 6749 §4.1.2.1). */
export function answerUnavailable(ctx: KoaContextWithOIDC): void {
  if (!unavailable.has(ctx) || ctx.status === 303) return;
  ctx.status = 503;
  ctx.set('retry-after', String(RETRY_AFTER_SECONDS));
  if (ctx.type === 'text/html') return;
  ctx.body = {
    error: 'temporarily_unavailable',
    error_description: 'the service is not available right now; try again in a few seconds',
  };
}
