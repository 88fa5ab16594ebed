import type { KoaContextWithOIDC } from 'oidc-provider';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { AssertionFacts } from '../features/request-log/refusal.ts';

/** The parameters as they came, before the engine dropped repeated ones, also where the endpoint reads none; after a pause, those that it kept. */
export function sentParameters(ctx: KoaContextWithOIDC): Record<string, unknown> {
  const kept = Object.entries(ctx.oidc?.params ?? {}).filter(([, value]) => value !== undefined);
  const inBody: Record<string, unknown> = ctx.method === 'POST' ? { ...ctx.oidc?.body } : {};
  return { ...Object.fromEntries(kept), ...ctx.query, ...inBody };
}

/** A parameter that came once, as text. */
export function textOf(parameters: Record<string, unknown>, name: string): string | null {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

export interface BasicCredentials {
  client_id: string;
  client_secret: string;
}

/** Id and secret of the Basic scheme, each form-encoded (RFC 6749 §2.3.1); `null` when there are none or they are malformed. */
export function basicCredentials(ctx: KoaContextWithOIDC): BasicCredentials | null {
  const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/i.exec(ctx.get('authorization'))?.[1];
  if (encoded === undefined) return null;
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return id === undefined || secret === undefined ? null : { client_id: formDecoded(id), client_secret: formDecoded(secret) };
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', '%20'));
  } catch {
    // Not encoded: it is what it is.
    return text;
  }
}

export function bearerToken(ctx: KoaContextWithOIDC): string | null {
  return /^(?:Bearer|DPoP) (\S+)$/i.exec(ctx.get('authorization'))?.[1] ?? null;
}

/** The claims of a JWT, unverified; `null` when it is none. */
export function claimsOf(jwt: string | null): Record<string, unknown> | null {
  try {
    return jwt === null ? null : decodeJwt(jwt);
  } catch {
    // Anything may come from a request: it is no JWT, and nothing is known of it.
    return null;
  }
}

/** What a client assertion says of itself; the signature stays behind. */
export function assertionFacts(assertion: string | null): AssertionFacts | null {
  const claims = claimsOf(assertion);
  if (assertion === null || claims === null) return null;
  const number = (name: string): number | null => (typeof claims[name] === 'number' ? claims[name] : null);
  const { alg = null } = decodeProtectedHeader(assertion);
  return {
    alg,
    iss: typeof claims['iss'] === 'string' ? claims['iss'] : null,
    aud: [claims['aud'] ?? []].flat().filter((one) => typeof one === 'string'),
    exp: number('exp'),
    nbf: number('nbf'),
    iat: number('iat'),
  };
}
