import type { KoaContextWithOIDC } from 'oidc-provider';
import { giveChangedBody } from './request-body.ts';
import { ROUTES } from './routes.ts';

const PREFIX = 'jwt~';

/**
 * The engine refuses to introspect a JWT, but an API that asks about every token should get an answer for each (RFC 7662 §2.2).
 * So a JWT is handed to it under a name of ours, which the storage of access tokens resolves (see jwt-access-tokens.ts).
 */
export async function introspectStructuredTokens(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  if (ctx.method === 'POST' && ctx.path === ROUTES.introspection) giveChangedBody(ctx.req, renameToken);
  await next();
}

/** The JWT behind a name, or behind itself; `null` for anything else. */
export function structuredToken(value: string): string | null {
  const token = value.startsWith(PREFIX) ? Buffer.from(value.slice(PREFIX.length), 'base64url').toString('utf8') : value;
  return token.split('.').length === 3 ? token : null;
}

function renameToken(body: Buffer): Buffer {
  const sent = body.toString('utf8');
  // An opaque token has no dot.
  if (!sent.includes('.')) return body;
  const form = new URLSearchParams(sent);
  const [token, ...others] = form.getAll('token');
  if (token === undefined || others.length > 0 || structuredToken(token) === null) return body;
  form.set('token', PREFIX + Buffer.from(token).toString('base64url'));
  return Buffer.from(form.toString());
}
