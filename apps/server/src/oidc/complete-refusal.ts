import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { hasExpiredSecret } from '../features/clients/has-expired-secret.ts';
import { redactClientId, redactParameters } from '../features/request-log/redact-parameters.ts';
import { refineMistake } from '../features/request-log/refine-mistake.ts';
import type { Refusal, TokenFate } from '../features/request-log/refusal.ts';
import { findTokenFate } from './token-fate.ts';
import type { Place } from './slots.ts';
import { tokenPlace, type TokenTable } from './token-store.ts';
import { basicCredentials, bearerToken, sentParameters, textOf } from './sent-request.ts';

/** Looks up, behind the answer, what the storage knows of the credentials that came; the credentials themselves go no further. */
export function completeRefusal(context: Context, ctx: KoaContextWithOIDC, refusal: Refusal): () => Promise<Refusal> {
  const sent = sentParameters(ctx);
  const secret = textOf(sent, 'client_secret') ?? basicCredentials(ctx)?.client_secret ?? null;
  const token = presentedToken(ctx, sent);
  const body = refusal.mistake === 'content_type_wrong' ? readJson(ctx.req) : null;
  return async () => {
    const json = await body;
    const from = json === null ? refusal : withJson(refusal, json);
    const fate = token === null ? null : await findTokenFate(context, token);
    const known = { ...from, token: fate, client_id: from.client_id ?? fate?.client_id ?? null };
    const expired = known.mistake === 'client_secret_wrong' && secret !== null && known.client_id !== null;
    const secret_expired = expired && (await hasExpiredSecret(context, known.client_id ?? '', secret));
    return withoutForeign({ ...known, mistake: refineMistake(known, { secret_expired }) }, fate);
  };
}

interface PresentedToken extends Place {
  table: TokenTable;
}

function presentedToken(ctx: KoaContextWithOIDC, sent: Record<string, unknown>): PresentedToken | null {
  const presented: [TokenTable, string | null][] = [
    ['authorization_codes', textOf(sent, 'code')],
    ['refresh_tokens', textOf(sent, 'refresh_token')],
    ['access_tokens', textOf(sent, 'access_token') ?? bearerToken(ctx)],
  ];
  const [table, value] = presented.find((one) => one[1] !== null) ?? [];
  const place = table === undefined || value == null ? null : tokenPlace(table, value);
  return table === undefined || place === null ? null : { table, ...place };
}

/** A client’s log says nothing of another client’s tokens. */
function withoutForeign(refusal: Refusal, fate: TokenFate | null): Refusal {
  return fate !== null && fate.client_id !== refusal.client_id ? { ...refusal, token: null } : refusal;
}

function withJson(refusal: Refusal, json: Record<string, unknown>): Refusal {
  const claimed = textOf(json, 'client_id');
  return {
    ...refusal,
    client_id: refusal.client_id ?? (claimed === null ? null : redactClientId(claimed)),
    parameters: redactParameters(json),
  };
}

const MAX_JSON_BYTES = 8 * 1024;
const PATIENCE_MILLISECONDS = 2000;

/**
 * The parameters that came as JSON instead of as a form, so that it is known whose mistake it is. Read behind the answer, which waits
 * for none of it; a body that is large or slow is given up.
 */
function readJson(request: IncomingMessage): Promise<Record<string, unknown> | null> {
  if (!request.headers['content-type']?.startsWith('application/json') || request.readableEnded) return Promise.resolve(null);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (): void => {
      clearTimeout(patience);
      resolve(size > MAX_JSON_BYTES ? null : jsonObject(Buffer.concat(chunks).toString('utf8')));
    };
    const patience = setTimeout(finish, PATIENCE_MILLISECONDS);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_JSON_BYTES) chunks.push(chunk);
    });
    request.once('end', finish);
    request.once('close', finish);
  });
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    // It calls itself JSON and is none: nothing is known of it.
    return null;
  }
}
