import { errors, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { hashTokenText } from '../platform/keyring.ts';
import { Attached } from '../platform/attached.ts';
import { isFapiClient } from './client-metadata.ts';
import { FAPI_SIGNING_ALGS } from './fapi.ts';
import { isFirstUse } from './replay-store.ts';

type Claims = Readonly<Record<string, unknown>>;

/** The request object of a running request: signed by the client, or what it had pushed (RFC 9101, RFC 9126). */
const requestObjects = new Attached<Claims>();

/** Types that a request object may name; one that was made for something else is never taken for it (RFC 9101 §10.8). */
const TYPES = new Set(['jwt', 'oauth-authz-req+jwt']);

/** FAPI 2.0 Message Signing §5.3.1: both, at most an hour apart. */
const MAX_FAPI_SECONDS = 60 * 60;

/** What the engine calls once for each request object, before its signature is verified: nothing is written here. */
export function requestObjectCheck(context: Context) {
  return async function assertRequestObject(...[ctx, claims, header, client]: [KoaContextWithOIDC, Claims, Claims, Client]): Promise<void> {
    const isPushed = ctx.oidc.entities.PushedAuthorizationRequest !== undefined;
    if (!isPushed) assertNotAnotherKind(claims, header, client);
    if (!isPushed && isFapiClient(client)) assertFapi(claims, header, Math.floor(context.clock.now().getTime() / 1000));
    requestObjects.set(ctx.oidc, claims);
  };
}

function assertNotAnotherKind(claims: Claims, header: Claims, client: Client): void {
  const type = header['typ'];
  if (type !== undefined && !(typeof type === 'string' && TYPES.has(type.toLowerCase()))) {
    throw new errors.InvalidRequestObject('Request Object typ must be oauth-authz-req+jwt or JWT');
  }
  // A JWT that names the client as subject is a client assertion, or could be used as one (RFC 9101 §10.8).
  if (claims['sub'] === client.clientId) throw new errors.InvalidRequestObject('Request Object must not have the client_id as sub');
}

function assertFapi({ exp, nbf }: Claims, { alg }: Claims, now: number): void {
  if (!FAPI_SIGNING_ALGS.has(String(alg)))
    throw new errors.InvalidRequestObject(`Request Object alg must be one of ${[...FAPI_SIGNING_ALGS].join(', ')}`);
  if (typeof exp !== 'number' || typeof nbf !== 'number') throw new errors.InvalidRequestObject('Request Object must have exp and nbf');
  if (exp - nbf > MAX_FAPI_SECONDS || exp <= nbf)
    throw new errors.InvalidRequestObject('Request Object exp must be at most 60 minutes after nbf');
  if (now - nbf > MAX_FAPI_SECONDS) throw new errors.InvalidRequestObject('Request Object nbf must be at most 60 minutes ago');
}

/** What the client asked for, wherever it said so: what stands beside a request object does not count (RFC 9101 §6.3). */
export function sentParameters(ctx: KoaContextWithOIDC): Claims {
  const object = requestObjects.get(ctx.oidc);
  if (object !== undefined) return object;
  return ctx.method === 'POST' ? (ctx.oidc.body ?? {}) : ctx.query;
}

/** One that says that it is good for longer is remembered this long. */
const MAX_SECONDS = 366 * 24 * 60 * 60;

/** A signed request object that names itself is good once (`jti`); the request has passed every other check by now. */
export async function assertRequestObjectFirstUse(context: Context, ctx: KoaContextWithOIDC, client: Client): Promise<void> {
  const { jti, exp } = requestObjects.get(ctx.oidc) ?? {};
  if (typeof jti !== 'string' || ctx.oidc.entities.PushedAuthorizationRequest !== undefined) return;
  const now = context.clock.now().getTime();
  const seconds = typeof exp === 'number' ? Math.min(exp - now / 1000, MAX_SECONDS) : MAX_SECONDS;
  const id_hash = hashTokenText(JSON.stringify(['request_object', client.clientId, jti]));
  // Clocks differ: what has just expired may still be taken.
  const first = await isFirstUse(context, { id_hash, expires_at: new Date(now + (seconds + 60) * 1000) });
  if (!first) throw new errors.InvalidRequestObject('Request Object was already used');
}
