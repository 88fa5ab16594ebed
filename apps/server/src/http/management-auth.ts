import { MANAGEMENT_SCOPES, type ManagementScope } from '@consentry/contract';
import type { Context as HonoContext } from 'hono';
import { getCookie } from 'hono/cookie';
import { createLocalJWKSet, jwtVerify, type JWTPayload } from 'jose';
import type { Actor, Context } from '../context.ts';
import { findClient } from '../features/clients/find-client.ts';
import { isTokenInForce } from '../features/clients/is-token-in-force.ts';
import { consoleAccessToken } from '../features/console-session/console-session.ts';
import { loadPublicKeys } from '../features/signing-keys/load-public-keys.ts';
import { findUser } from '../features/users/find-user.ts';
import { CONSOLE_CLIENT_ID, managementResource } from '../oidc/console-client.ts';
import { Problem } from '../problem.ts';
import { consoleCookieNames } from './console-routes.ts';
import { assertSameOrigin, ForeignForm } from './csrf.ts';

/** A page of another site cannot send this header without being asked first (CORS), and we allow no origin. */
const CONSOLE_HEADER = 'x-consentry-console';

/** Who calls the management API: a bearer token (RFC 6750 §2.1), or the console's cookie. */
export function managementAuth(anonymous: (c: HonoContext) => Context) {
  return async function authenticate(c: HonoContext): Promise<Context> {
    const ctx = anonymous(c);
    const token = bearerToken(c) ?? (await cookieToken(c, ctx));
    if (token === null) throw new Problem('unauthenticated', 'Send an access token for this API, or sign in to the console.');
    return { ...ctx, actor: await actorOf(ctx, await verify(ctx, token)) };
  };
}

function bearerToken(c: HonoContext): string | null {
  const header = c.req.header('authorization');
  if (header === undefined) return null;
  const match = /^bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(header);
  if (match?.[1] === undefined) throw new Problem('unauthenticated', 'The Authorization header is not of the form “Bearer token”.');
  return match[1];
}

async function cookieToken(c: HonoContext, ctx: Context): Promise<string | null> {
  const id = getCookie(c, consoleCookieNames(ctx.issuer).session);
  if (id === undefined) return null;
  assertFromConsole(c, ctx);
  return consoleAccessToken(ctx, id);
}

function assertFromConsole(c: HonoContext, ctx: Context): void {
  try {
    assertSameOrigin({ get: (name) => c.req.header(name) }, ctx.issuer);
  } catch (cause) {
    if (!(cause instanceof ForeignForm)) throw cause;
    throw new Problem('cross-site-request', 'The console’s cookie is good for requests of the console alone.', { cause });
  }
  if (c.req.header(CONSOLE_HEADER) === undefined) {
    throw new Problem('cross-site-request', `With the console’s cookie the header ${CONSOLE_HEADER} is needed.`);
  }
}

/** RFC 9068 §4: signature, type, issuer, audience, time. */
async function verify(ctx: Context, token: string): Promise<JWTPayload> {
  const keys = createLocalJWKSet({ keys: await loadPublicKeys(ctx) });
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: ctx.issuer,
      audience: managementResource(ctx.issuer),
      typ: 'at+jwt',
      currentDate: ctx.clock.now(),
      requiredClaims: ['sub', 'client_id', 'exp'],
    });
    // Taken as a bearer token, one that is bound to a key would be good without it (RFC 9449 §7.1, RFC 8705 §3).
    if (payload['cnf'] !== undefined) throw new Error('the token is bound to a key or certificate, and this API takes bearer tokens');
    return payload;
  } catch (cause) {
    throw new Problem(
      'unauthenticated',
      'The access token is not valid for this API: it is expired, of another issuer or for another resource.',
      { cause },
    );
  }
}

/** What was taken from a user or a client since the token was issued counts at once. */
async function actorOf(ctx: Context, claims: JWTPayload): Promise<Actor> {
  const inToken = new Set(typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : []);
  const clientId = String(claims['client_id']);
  const held = MANAGEMENT_SCOPES.filter((scope) => inToken.has(scope));
  if (claims.sub === clientId) return clientActor(ctx, { client_id: clientId, issued_at: claims.iat ?? 0 }, held);
  if (clientId !== CONSOLE_CLIENT_ID) throw new Problem('unauthenticated', 'Tokens of people are accepted from the console alone.');
  const user = await findUser(ctx, claims.sub ?? '');
  if (user === null || user.disabled_at !== null) throw new Problem('unauthenticated', 'The user of this session cannot sign in any more.');
  return { type: 'user', id: user.user_id, scopes: new Set(user.operator ? held : []) };
}

async function clientActor(ctx: Context, token: { client_id: string; issued_at: number }, held: ManagementScope[]): Promise<Actor> {
  const client = await findClient(ctx, token.client_id);
  if (client === null || !isTokenInForce(client, token.issued_at))
    throw new Problem('unauthenticated', 'The client of this token was deleted or disabled.');
  return { type: 'client', id: client.client_id, scopes: new Set(held.filter((scope) => client.management_scopes.includes(scope))) };
}
