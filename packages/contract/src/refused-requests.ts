import { z } from 'zod';
import { pageOf, PageQuery } from './pagination.ts';
import { route } from './route.ts';
import { ClientId, NoNul, Timestamp } from './values.ts';

/** Why a protocol request was refused, as far as the one who sent it can mend it. */
export const MISTAKES = [
  'redirect_uri_mismatch',
  'post_logout_redirect_uri_mismatch',
  'client_unknown',
  'client_missing',
  'client_disabled',
  'client_auth_missing',
  'client_auth_method_wrong',
  'client_auth_malformed',
  'client_secret_wrong',
  'client_secret_expired',
  'client_assertion_invalid',
  'client_assertion_clock',
  'client_assertion_reused',
  'pkce_missing',
  'pkce_method_unsupported',
  'pkce_malformed',
  'pkce_verifier_missing',
  'pkce_verifier_mismatch',
  'pkce_not_begun',
  'scope_not_allowed',
  'scope_not_granted',
  'scope_malformed',
  'scope_openid_missing',
  'resource_unknown',
  'resource_not_granted',
  'authorization_details_invalid',
  'authorization_details_type_unknown',
  'authorization_details_type_not_allowed',
  'authorization_details_not_granted',
  'exchange_token_unacceptable',
  'exchange_refused',
  'grant_type_unsupported',
  'grant_type_not_allowed',
  'response_type_unsupported',
  'response_mode_unsupported',
  'code_unknown',
  'code_expired',
  'code_reused',
  'code_of_another_client',
  'code_redirect_uri_mismatch',
  'refresh_token_unknown',
  'refresh_token_expired',
  'refresh_token_reused',
  'refresh_token_revoked',
  'refresh_token_of_another_client',
  'access_token_missing',
  'access_token_invalid',
  'access_token_for_another_audience',
  'id_token_hint_invalid',
  'request_object_invalid',
  'dpop_proof_invalid',
  'origin_not_allowed',
  'http_method_wrong',
  'content_type_wrong',
  'path_unknown',
  'parameter_missing',
  'parameter_repeated',
  'parameter_invalid',
  'other',
] as const;
export const Mistake = z.enum(MISTAKES).describe('what was wrong with the request').meta({ id: 'Mistake' });
export type Mistake = z.infer<typeof Mistake>;

/** The protocol endpoints, named as in server metadata (RFC 8414 §2) without `_endpoint`. */
export const PROTOCOL_ENDPOINTS = [
  'authorization',
  'token',
  'userinfo',
  'introspection',
  'revocation',
  'end_session',
  'pushed_authorization_request',
  'device_authorization',
  'registration',
  'other',
] as const;
export const ProtocolEndpoint = z.enum(PROTOCOL_ENDPOINTS).meta({ id: 'ProtocolEndpoint' });
export type ProtocolEndpoint = z.infer<typeof ProtocolEndpoint>;

export const RefusedRequestFix = z
  .object({
    kind: z.enum(['redirect_uri', 'post_logout_redirect_uri', 'cors_origin', 'scope']).describe('what to add to the client'),
    value: z.string(),
    resource: z.string().nullable().describe('the resource server of a scope; null for scopes of the provider itself'),
    done: z.boolean().describe('whether the client has it by now'),
  })
  .describe('a change of the client that mends it and is valid for this client')
  .meta({ id: 'RefusedRequestFix' });
export type RefusedRequestFix = z.infer<typeof RefusedRequestFix>;

export const RefusedRequest = z
  .object({
    reference: z
      .string()
      .describe('the request id: it stands in `X-Request-Id`, in the answer’s `error_description` and on the error page'),
    at: Timestamp,
    endpoint: ProtocolEndpoint,
    method: z.string(),
    ip: z.string().nullable(),
    client_id: z.string().nullable().describe('the client that the request claimed to come from'),
    client_known: z.boolean(),
    error: z.string().describe('the OAuth error code that was answered'),
    error_description: z
      .string()
      .describe('the description that was answered, without the reference and the advice that may stand with it'),
    error_detail: z.string().nullable().describe('the reason that was not answered, for the operator alone'),
    mistake: Mistake,
    came: z.string().describe('what came'),
    expected: z.string().describe('what was expected'),
    mend: z.string().describe('the one change that mends it'),
    fix: RefusedRequestFix.nullable(),
    parameters: z
      .record(z.string(), z.string())
      .describe('what was sent; secrets, codes, tokens and the like were replaced before anything was stored'),
  })
  .meta({ id: 'RefusedRequest' });
export type RefusedRequest = z.infer<typeof RefusedRequest>;

export const refusedRequests = {
  list: route({
    id: 'refused_requests.list',
    method: 'get',
    path: '/refused_requests',
    scope: 'clients:read',
    summary: 'Lists protocol requests that were refused, with what mends each, newest first; kept for 7 days.',
    query: PageQuery.extend({
      client_id: ClientId.optional(),
      reference: NoNul.max(200).optional().describe('the one request with this reference, if there is one'),
      mistake: Mistake.optional(),
      endpoint: ProtocolEndpoint.optional(),
      since: Timestamp.optional().describe('not before this time'),
      until: Timestamp.optional().describe('before this time'),
    }),
    response: pageOf(RefusedRequest),
  }),
  get: route({
    id: 'refused_requests.get',
    method: 'get',
    path: '/refused_requests/{reference}',
    scope: 'clients:read',
    summary: 'Finds a refused request by the reference that its answer or error page named.',
    params: z.object({ reference: NoNul.max(64) }),
    response: RefusedRequest,
    problems: ['refused-request-not-found'],
  }),
};
