import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Finish } from './finish.ts';
import type { OidcPages } from './oidc-pages.ts';
import { ROUTES } from './routes.ts';

const METHODS: Record<string, string> = {
  [ROUTES.authorization]: 'GET, POST',
  [ROUTES.pushed_authorization_request]: 'POST',
  [ROUTES.token]: 'POST',
  [ROUTES.userinfo]: 'GET, POST',
  [ROUTES.introspection]: 'POST',
  [ROUTES.revocation]: 'POST',
  [ROUTES.end_session]: 'GET, POST',
  [ROUTES.registration]: 'POST',
  [ROUTES.jwks]: 'GET',
};

/** A path that the engine does not know, or with another method: a page for a person, an OAuth error for a program. */
export function answerUnmatched(pages: OidcPages): Finish {
  return (ctx) => {
    if (ctx.status !== 404 || ctx.body !== undefined) return undefined;
    const allow = allowedMethods(ctx.path);
    if (allow !== undefined) ctx.set('allow', allow);
    const status = allow === undefined ? 404 : 405;
    if (ctx.accepts('json', 'html') === 'html') return pages.renderUnmatched(ctx, status);
    ctx.status = status;
    ctx.body = { error: 'invalid_request', error_description: describeUnmatched(ctx) };
    return undefined;
  };
}

export function describeUnmatched(ctx: KoaContextWithOIDC): string {
  const allow = allowedMethods(ctx.path);
  return allow === undefined ? `there is nothing at ${ctx.path}` : `${ctx.path} takes ${allow}, not ${ctx.method}`;
}

function allowedMethods(path: string): string | undefined {
  return Object.hasOwn(METHODS, path) ? METHODS[path] : undefined;
}
