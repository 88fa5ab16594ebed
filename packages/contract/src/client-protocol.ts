import { z } from 'zod';
import { AuthorizationDetailsTypeName } from './authorization-details.ts';
import { GrantType } from './grant-types.ts';
import { NoNul, Resource } from './values.ts';

export const PkceRule = z
  .enum(['required', 'required_unless_nonce', 'optional'])
  .describe('when PKCE (RFC 7636) must be sent; public clients always must')
  .meta({ id: 'PkceRule' });
export type PkceRule = z.infer<typeof PkceRule>;

export const TOKEN_ENDPOINT_AUTH_METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'none',
] as const;
export const TokenEndpointAuthMethod = z.enum(TOKEN_ENDPOINT_AUTH_METHODS).meta({ id: 'TokenEndpointAuthMethod' });
export type TokenEndpointAuthMethod = z.infer<typeof TokenEndpointAuthMethod>;

/** JWS algorithms of client assertions: asymmetric ones alone (RFC 7518 §3.1, RFC 8037, RFC 9864). */
export const CLIENT_ASSERTION_ALGS = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'] as const;
export const ClientAssertionAlg = z.enum(CLIENT_ASSERTION_ALGS).meta({ id: 'ClientAssertionAlg' });
export type ClientAssertionAlg = z.infer<typeof ClientAssertionAlg>;

export const ClientJwks = z
  .strictObject({
    keys: z
      .array(z.record(z.string().max(64), z.unknown()))
      .min(1)
      .max(20),
  })
  .describe('public keys (RFC 7517 §5)')
  .meta({ id: 'ClientJwks' });
export type ClientJwks = z.infer<typeof ClientJwks>;

export const SubjectType = z.enum(['public', 'pairwise']).meta({ id: 'SubjectType' });
export type SubjectType = z.infer<typeof SubjectType>;

const DAY = 86_400;
export const MAX_REFRESH_TOKEN_TTL_SECONDS = 1825 * DAY;

const ttl = (min: number, max: number) => z.number().int().min(min).max(max);

/** Members of a client that say how it proves itself and what the protocol does for it. */
export const clientProtocolMembers = {
  grant_types: z
    .array(GrantType)
    .min(1)
    .max(20)
    .describe('grants that the client may use (RFC 7591 §2), within what its application type allows'),
  serves_resources: z
    .array(Resource)
    .max(100)
    .describe(
      'resource servers that the client is itself: tokens that others were given for these, and sent to it, it may exchange (RFC 8693 §2.1); ' +
        'its own tokens it may exchange anyway',
    ),
  token_endpoint_auth_method: TokenEndpointAuthMethod.describe(
    'how the client proves itself (RFC 7591 §2). A secret is accepted by header and in the body, whichever of `client_secret_basic` and ' +
      '`client_secret_post` stands here: libraries often do the other. `none` is what public applications have, and they alone',
  ),
  token_endpoint_auth_signing_alg: ClientAssertionAlg.nullable().describe(
    'the one JWS algorithm of client assertions (OIDC Registration §2); null: any that is supported',
  ),
  jwks: ClientJwks.nullable().describe(
    'the client’s public keys, for `private_key_jwt`, `self_signed_tls_client_auth` (with `x5c`), request objects and encryption; not together with `jwks_uri` (RFC 7591 §2)',
  ),
  jwks_uri: NoNul.max(2048).nullable().describe('where the client publishes them instead, so that it can change them by itself'),
  client_assertion_audience: z
    .enum(['issuer', 'issuer_or_endpoint'])
    .describe(
      'what a client assertion must name as `aud`: the issuer as sole value or, for old libraries, also the URL of the endpoint; ' +
        'such an assertion may have been meant for another server',
    ),
  cors_origins: z
    .array(NoNul.max(512))
    .max(100)
    .describe(
      'origins whose pages may call the token and userinfo endpoints for the client, besides those of a single-page app’s redirect URIs',
    ),
  subject_type: SubjectType.describe(
    'whether `sub` is the same for all clients, or differs by sector so that clients cannot compare people (OIDC Core §8)',
  ),
  sector_identifier_uri: NoNul.max(2048)
    .nullable()
    .describe(
      'JSON array of the redirect URIs of all clients that share pairwise subjects; needed where redirect URIs have several hosts (OIDC Core §8.1)',
    ),
  authorization_details_types: z
    .array(AuthorizationDetailsTypeName)
    .max(100)
    .describe('types of authorization details that the client may ask for (RFC 9396 §10); none by default'),
  access_token_ttl_seconds: ttl(60, DAY)
    .nullable()
    .describe('lifetime of the client’s access tokens; null: what the resource server says, or 10 minutes'),
  id_token_ttl_seconds: ttl(60, DAY).describe('lifetime of ID tokens'),
  refresh_token_rotation: z
    .boolean()
    .describe('whether a refresh token is replaced at each use (RFC 9700 §4.14.2); only confidential clients may do without'),
  refresh_token_ttl_seconds: ttl(300, MAX_REFRESH_TOKEN_TTL_SECONDS).describe(
    'how long a sign-in can be refreshed at most, however often (RFC 9700 §4.14.2)',
  ),
  refresh_token_idle_ttl_seconds: ttl(300, MAX_REFRESH_TOKEN_TTL_SECONDS).describe(
    'how long a refresh token lives unused; not longer than `refresh_token_ttl_seconds`',
  ),
};
