import { createHash } from 'node:crypto';
import { PROTOCOL_ENDPOINTS, type ProtocolEndpoint } from '@consentry/contract';
import type { errors, KoaContextWithOIDC } from 'oidc-provider';
import { inertValue, redactClientId, redactParameters, redactText } from '../features/request-log/redact-parameters.ts';
import type { Refusal, VerifierForms } from '../features/request-log/refusal.ts';
import { mistakeOfRefusal } from './mistake-of-refusal.ts';
import { ROUTES } from './routes.ts';
import { assertionFacts, basicCredentials, bearerToken, claimsOf, sentParameters, textOf } from './sent-request.ts';

/** What the engine threw, or what we answered where it has no answer. */
export type RefusalReason = Pick<errors.OIDCProviderError, 'error'> & {
  error_description?: string | undefined;
  error_detail?: string | undefined;
  scope?: string | undefined;
};

/** Everything that the log may know of a refused request; what opens something is replaced here, before it goes any further. */
export function refusalOfRequest(ctx: KoaContextWithOIDC, reason: RefusalReason, at: Date): Refusal {
  const sent = sentParameters(ctx);
  const description = reason.error_description ?? '';
  const assertion = textOf(sent, 'client_assertion');
  const scheme = /^(\S+) /.exec(ctx.get('authorization'))?.[1];
  return {
    reference: String(ctx.res.getHeader('x-request-id') ?? ''),
    at,
    endpoint: endpointOf(ctx.path),
    path: inertValue(redactText(ctx.path)),
    method: ctx.method,
    ip: ctx.ip === '' ? null : ctx.ip,
    client_id: claimedClientId(ctx, sent),
    error: reason.error,
    error_description: inertValue(redactText(description)),
    error_detail: reason.error_detail === undefined ? null : inertValue(redactText(reason.error_detail)),
    mistake: mistakeOfRefusal({
      error: reason.error,
      description,
      detail: reason.error_detail ?? null,
      grant_type: textOf(sent, 'grant_type'),
      has_assertion: assertion !== null,
    }),
    parameters: redactParameters(sent),
    content_type: headerOf(ctx, 'content-type'),
    origin: headerOf(ctx, 'origin'),
    authorization_scheme: scheme === undefined ? null : inertValue(redactText(scheme.slice(0, 20).toLowerCase())),
    scope: reason.scope === undefined ? null : inertValue(redactText(reason.scope)),
    resource: /^the scope \S+ of (\S+) is not allowed/.exec(description)?.[1] ?? null,
    assertion: assertionFacts(assertion),
    token: null,
    verifier_forms: verifierForms(textOf(sent, 'code_verifier')),
  };
}

const ENDPOINTS: ReadonlyMap<string, string> = new Map(Object.entries(ROUTES).map(([name, path]) => [path, name]));

/** The endpoint at this path or at one below it. */
function endpointOf(path: string): ProtocolEndpoint {
  const [found] = [...ENDPOINTS].filter(([route]) => path === route || path.startsWith(`${route}/`));
  return PROTOCOL_ENDPOINTS.find((name) => name === found?.[1]) ?? 'other';
}

/** The client as far as it is known, else what the request claims. */
function claimedClientId(ctx: KoaContextWithOIDC, sent: Record<string, unknown>): string | null {
  const known = ctx.oidc?.client?.clientId;
  if (known !== undefined) return known;
  const claims = claimsOf(textOf(sent, 'client_assertion'));
  const hint = claimsOf(textOf(sent, 'id_token_hint'));
  const token = claimsOf(bearerToken(ctx));
  const claimed = [textOf(sent, 'client_id'), basicCredentials(ctx)?.client_id, claims?.['sub'], token?.['client_id'], hint?.['aud']];
  const first = claimed.find((one): one is string => typeof one === 'string' && one !== '');
  return first === undefined ? null : redactClientId(first);
}

function headerOf(ctx: KoaContextWithOIDC, name: string): string | null {
  const value = ctx.get(name);
  return value === '' ? null : inertValue(redactText(value));
}

function verifierForms(verifier: string | null): VerifierForms | null {
  if (verifier === null) return null;
  return { length: verifier.length, sha256_hex: createHash('sha256').update(verifier).digest('hex') };
}
