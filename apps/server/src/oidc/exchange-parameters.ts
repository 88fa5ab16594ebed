import { errors, type TokenEndpointGrantContext } from 'oidc-provider';

/** RFC 8693 §3 */
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

/** RFC 8693 §2.1 */
export interface ExchangeParameters {
  subject_token?: string;
  subject_token_type?: string;
  actor_token?: string;
  actor_token_type?: string;
  requested_token_type?: string;
  resource?: string | string[];
  audience?: string | string[];
  scope?: string;
}

export const EXCHANGE_PARAMETERS = [
  'subject_token',
  'subject_token_type',
  'actor_token',
  'actor_token_type',
  'requested_token_type',
  'resource',
  'audience',
  'scope',
] as const satisfies (keyof ExchangeParameters)[];

/** Each of these names a target, and may come several times (RFC 8693 §2.1). */
export const TARGET_PARAMETERS = ['resource', 'audience'] as const satisfies (keyof ExchangeParameters)[];

export type ExchangeContext = TokenEndpointGrantContext<ExchangeParameters>;

/**
 * Only access tokens are exchanged, for access tokens. An ID token tells a client who signed in; whoever it was passed on to must not
 * be able to call APIs with it (RFC 8693 §5).
 */
export function readExchangeParameters(params: ExchangeParameters): { subject_token: string; actor_token: string | null } {
  const { subject_token, subject_token_type, actor_token, actor_token_type, requested_token_type } = params;
  if (subject_token === undefined) throw missing('subject_token');
  assertAccessTokenType('subject_token_type', subject_token_type);
  if (actor_token === undefined && actor_token_type !== undefined)
    throw new errors.InvalidRequest('actor_token_type must not be sent without actor_token');
  if (actor_token !== undefined) assertAccessTokenType('actor_token_type', actor_token_type);
  if (requested_token_type !== undefined) assertAccessTokenType('requested_token_type', requested_token_type);
  return { subject_token, actor_token: actor_token ?? null };
}

function assertAccessTokenType(name: string, type: string | undefined): void {
  if (type === undefined) throw missing(name);
  if (type !== ACCESS_TOKEN_TYPE) throw new errors.InvalidRequest(`${name} must be ${ACCESS_TOKEN_TYPE}; nothing else is exchanged here`);
}

function missing(name: string): Error {
  return new errors.InvalidRequest(`missing required parameter(s) '${name}'`);
}
