import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { OidcPages } from './oidc-pages.ts';
import { wholeBody } from './request-body.ts';
import { ROUTES } from './routes.ts';

/** Where a browser may come by GET and by POST (OIDC Core §3.1.2.1, OIDC RP-Initiated Logout §2). */
const PATHS: readonly string[] = [ROUTES.authorization, ROUTES.end_session];

/** What still fits into the line of a request, with room for its headers (Node.js takes 16 KiB of both). */
const MAX_BYTES = 8 * 1024;

/**
 * Sends a browser that came by POST to the same request by GET. A form that another site sends brings no session with it, because cookies
 * are `SameSite=Lax`; what the browser is sent on to does, so that whoever is signed in stays so.
 */
export function requestsByPost(pages: OidcPages) {
  return async function sendOnByGet(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (ctx.method !== 'POST' || !PATHS.includes(ctx.path)) return next();
    try {
      const sent = new URLSearchParams(await formOf(ctx));
      for (const [name, value] of new URLSearchParams(ctx.querystring)) sent.append(name, value);
      ctx.redirect(`${ctx.path}?${sent.toString()}`);
      ctx.status = 303;
    } catch (error) {
      if (!(error instanceof errors.InvalidRequest)) throw error;
      ctx.status = error.statusCode;
      const { error: code, error_description = '' } = error;
      await pages.renderError(ctx, { error: code, error_description }, error);
    }
  };
}

async function formOf(ctx: KoaContextWithOIDC): Promise<string> {
  if (ctx.is('application/x-www-form-urlencoded') === false)
    throw new errors.InvalidRequest(
      `only application/x-www-form-urlencoded bodies are supported at ${ctx.path}, not ${ctx.get('content-type') || 'others'}`,
    );
  const body = await wholeBody(ctx.req, { max_bytes: MAX_BYTES }).catch(() => null);
  if (body === null)
    throw new errors.InvalidRequest(
      `the request is longer than ${MAX_BYTES} bytes; push a request of this size (RFC 9126), or leave something out`,
    );
  return body.toString('utf8');
}
