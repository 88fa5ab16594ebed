import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { authorizedRegistration } from '../features/registrations/authorized-registration.ts';
import { deleteRegistration } from '../features/registrations/delete-registration.ts';
import { recordRegistrationRefusal } from '../features/registrations/record-registration-refusal.ts';
import { registerClient } from '../features/registrations/register-client.ts';
import { registrationAnswer } from '../features/registrations/registration-answer.ts';
import type { RegistrationLimits } from '../features/registrations/registration-limits.ts';
import { RegistrationRefused } from '../features/registrations/registration-refused.ts';
import { updateRegistration } from '../features/registrations/update-registration.ts';
import { getRegistrationPolicy } from '../features/registration-policy/get-registration-policy.ts';
import { RateLimited } from '../platform/rate-limit.ts';
import { ROUTES } from './routes.ts';

const MAX_BODY_BYTES = 32 * 1024;

type Json = Record<string, unknown>;

interface Exchange {
  ctx: KoaContextWithOIDC;
  context: Context;
  limits: RegistrationLimits;
}

/**
 * Dynamic registration (RFC 7591) and its management (RFC 7592). The engine's own takes metadata as they come; here they become
 * a client of ours, under the rules of the management API.
 */
export function registrationEndpoint(context: Context, limits: RegistrationLimits) {
  return async function answerRegistration(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    const clientId = clientIdOf(ctx.path);
    if (clientId === null) return next();
    // Programs in a browser register too (RFC 7591 §3 names no origin); nothing here follows from a cookie.
    ctx.set('access-control-allow-origin', '*');
    if (ctx.method === 'OPTIONS') return answerPreflight(ctx);
    const request = { id: String(ctx.res.getHeader('x-request-id') ?? ''), ip: ctx.ip };
    const exchange = { ctx, context: { ...context, request }, limits };
    const handle = clientId === undefined ? COLLECTION[ctx.method] : MANAGEMENT[ctx.method];
    if (handle === undefined) return next();
    try {
      await handle(exchange, clientId ?? '');
    } catch (error) {
      await refuse(exchange, { error, client_id: clientId ?? null });
    }
  };
}

const COLLECTION: Record<string, (exchange: Exchange) => Promise<void>> = {
  async POST({ ctx, context, limits }) {
    const policy = await getRegistrationPolicy(context);
    const token = bearerToken(ctx);
    const isAnonymous = token === null && policy.dynamic_registration === 'open';
    const metadata = await readJson(ctx);
    if (isAnonymous) await limits.admit(context.request.ip, policy);
    const registered = await registerClient(context, policy, { metadata, token }).catch(async (error: unknown) => {
      if (isAnonymous) await limits.giveBack(context.request.ip, policy);
      throw error;
    });
    const { client, client_secret, registration_access_token } = registered;
    ctx.status = 201;
    ctx.body = {
      ...registrationAnswer(client),
      ...(client_secret === null ? {} : { client_secret, client_secret_expires_at: 0 }),
      registration_access_token,
      registration_client_uri: `${context.issuer}${ROUTES.registration}/${client.client_id}`,
    };
  },
};

const MANAGEMENT: Record<string, (exchange: Exchange, clientId: string) => Promise<void>> = {
  async GET({ ctx, context }, clientId) {
    const token = bearerToken(ctx);
    ctx.body = managed(context, registrationAnswer(await authorizedRegistration(context, { client_id: clientId, token })), token);
  },
  async PUT({ ctx, context }, clientId) {
    const token = bearerToken(ctx);
    const metadata = await readJson(ctx);
    ctx.body = managed(context, registrationAnswer(await updateRegistration(context, { client_id: clientId, token, metadata })), token);
  },
  async DELETE({ ctx, context }, clientId) {
    await deleteRegistration(context, { client_id: clientId, token: bearerToken(ctx) });
    ctx.status = 204;
  },
};

/** The token is the one that came: it lasts as long as the registration. */
function managed(context: Context, answer: Json, token: string | null): Json {
  const uri = `${context.issuer}${ROUTES.registration}/${String(answer['client_id'])}`;
  return { ...answer, registration_access_token: token, registration_client_uri: uri };
}

/** `undefined`: the collection itself; `null`: another path. */
function clientIdOf(path: string): string | undefined | null {
  if (path === ROUTES.registration) return undefined;
  const id = path.startsWith(`${ROUTES.registration}/`) ? path.slice(ROUTES.registration.length + 1) : '';
  return /^[A-Za-z0-9._~-]{1,128}$/.test(id) ? id : null;
}

function answerPreflight(ctx: KoaContextWithOIDC): void {
  ctx.set('access-control-allow-methods', 'GET, POST, PUT, DELETE');
  ctx.set('access-control-allow-headers', 'authorization, content-type');
  ctx.set('access-control-max-age', '3600');
  ctx.status = 204;
}

function bearerToken(ctx: KoaContextWithOIDC): string | null {
  return /^Bearer +([\x21-\x7e]{1,512})$/i.exec(ctx.get('authorization'))?.[1] ?? null;
}

async function readJson(ctx: KoaContextWithOIDC): Promise<Json> {
  if (ctx.is('application/json') !== 'application/json')
    throw new RegistrationRefused('invalid_request', 'the body must be application/json (RFC 7591 §3.1)');
  const text = await readText(ctx.req);
  const value: unknown = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw new RegistrationRefused('invalid_client_metadata', 'the body must be one JSON object with client metadata (RFC 7591 §2)');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RegistrationRefused('invalid_client_metadata', 'the body is not JSON', { cause });
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RegistrationRefused('invalid_request', `the body is larger than ${MAX_BODY_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function refuse(exchange: Exchange, refused: { error: unknown; client_id: string | null }): Promise<void> {
  const { ctx } = exchange;
  const error = await noted(exchange, refused);
  if (error instanceof RateLimited) {
    ctx.status = 429;
    ctx.set('retry-after', String(error.retryAfterSeconds));
    ctx.body = { error: 'temporarily_unavailable', error_description: error.message };
    return;
  }
  if (!(error instanceof RegistrationRefused)) throw error;
  ctx.status = error.status;
  if (error.status === 401) ctx.set('www-authenticate', challenge(exchange, error));
  ctx.body = { error: error.error, error_description: quotable(error.message) };
}

/** Writes the refusal down, unless registration is off anyway or the address was refused too often. */
async function noted({ context, limits }: Exchange, { error, client_id }: { error: unknown; client_id: string | null }): Promise<unknown> {
  if (!(error instanceof RegistrationRefused) || error.error === 'access_denied') return error;
  try {
    await limits.refuse(context.request.ip);
    await recordRegistrationRefusal(context, { kind: 'dynamic', client_id, reason: error.error, detail: error.message });
    return error;
  } catch (limited) {
    return limited;
  }
}

/** RFC 6750 §3: a request without a token is told what to bring, and no more. */
function challenge({ ctx, context }: Exchange, error: RegistrationRefused): string {
  const realm = `Bearer realm="${context.issuer}"`;
  return bearerToken(ctx) === null ? realm : `${realm}, error="invalid_token", error_description="${quotable(error.message)}"`;
}

/** The characters that RFC 6749 §5.2 allows in `error_description`. */
function quotable(text: string): string {
  return text
    .replace(/[“”"]/g, "'")
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/\\/g, '/');
}
