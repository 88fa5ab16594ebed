import type { AuthorizationDetail } from '@consentry/contract';
import { Provider } from 'oidc-provider';
import { Attached } from '../platform/attached.ts';

/** What a running request was presented: a code, a refresh token or an access token that we stored. */
export interface TokenSource {
  family_id: string;
  /** Its scopes in the order in which the client once asked for them. */
  scopes: readonly string[];
  /** The resource servers that it is good for (RFC 8707). */
  resources: readonly string[];
  /** What it carries beside scopes (RFC 9396). */
  details: readonly AuthorizationDetail[];
}

const sources = new Attached<TokenSource>();

export function rememberTokenSource(source: TokenSource): void {
  const { oidc } = Provider.ctx ?? {};
  if (oidc !== undefined) sources.set(oidc, source);
}

/** Of the running request; undefined when it was presented nothing. */
export function tokenSource(): TokenSource | undefined {
  const { oidc } = Provider.ctx ?? {};
  return oidc === undefined ? undefined : sources.get(oidc);
}

/** The details of a stored payload, as the engine has written them. */
export function detailsOf(payload: Record<string, unknown>): AuthorizationDetail[] {
  return Array.isArray(payload['rar']) ? (payload['rar'] as AuthorizationDetail[]) : [];
}
