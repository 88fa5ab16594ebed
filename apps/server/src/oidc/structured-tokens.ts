import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { ROUTES } from './routes.ts';

const PREFIX = 'jwt~';

/**
 * The engine refuses to introspect a JWT, but an API that asks about every token should get an answer for each (RFC 7662 §2.2).
 * So a JWT is handed to it under a name of ours, which the storage of access tokens resolves (see jwt-access-tokens.ts).
 */
export async function introspectStructuredTokens(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  if (ctx.method === 'POST' && ctx.path === ROUTES.introspection && ctx.is('application/x-www-form-urlencoded')) await renameToken(ctx.req);
  await next();
}

/** The JWT behind a name, or behind itself; `null` for anything else. */
export function structuredToken(value: string): string | null {
  const token = value.startsWith(PREFIX) ? Buffer.from(value.slice(PREFIX.length), 'base64url').toString('utf8') : value;
  return token.split('.').length === 3 ? token : null;
}

async function renameToken(request: IncomingMessage): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const sent = Buffer.concat(chunks);
  const form = new URLSearchParams(sent.toString('utf8'));
  const [token, ...others] = form.getAll('token');
  const isJwt = token !== undefined && others.length === 0 && structuredToken(token) !== null;
  if (isJwt) form.set('token', PREFIX + Buffer.from(token).toString('base64url'));
  giveBack(request, isJwt ? Buffer.from(form.toString()) : sent);
}

/** Lets the engine read a body that was read already. */
function giveBack(request: IncomingMessage, body: Buffer): void {
  request.headers['content-length'] = String(body.length);
  delete request.headers['transfer-encoding'];
  Object.defineProperties(request, { readable: { value: true }, iterator: { value: () => [body].values() } });
}
