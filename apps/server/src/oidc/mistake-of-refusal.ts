import type { Mistake } from '@consentry/contract';

/** What the engine says of a refusal: its OAuth error, what it answered, and the reason that it keeps to itself. */
export interface EngineReason {
  error: string;
  description: string;
  detail: string | null;
  grant_type: string | null;
  has_assertion: boolean;
}

interface Rule {
  /** Only for this OAuth error. */
  error?: string;
  /** Words of the engine or of ours, in the reason or the description. */
  says: RegExp;
  mistake: Mistake;
}

/** Words of the engine’s errors (its lib/, 9.11) and of ours; the mistakes of `tests/interop/integration-mistakes.test.ts` show when they change. */
const WORDS: readonly Rule[] = [
  { says: /^post_logout_redirect_uri not registered/, mistake: 'post_logout_redirect_uri_mismatch' },
  { says: /^redirect_uri did not match any of the client's registered redirect_uris/, mistake: 'redirect_uri_mismatch' },

  { says: /^this client is disabled/, mistake: 'client_disabled' },
  { says: /^client not found/, mistake: 'client_unknown' },
  { says: /^missing required parameters? .*'client_id'/, mistake: 'client_missing' },
  { says: /^no client authentication mechanism provided/, mistake: 'client_missing' },
  { says: /^the provided authentication mechanism does not match/, mistake: 'client_auth_method_wrong' },
  { says: /^invalid secret provided/, mistake: 'client_secret_wrong' },
  { says: /client secret is expired/, mistake: 'client_secret_expired' },
  { says: /^client authentication must only be provided using one mechanism/, mistake: 'client_auth_malformed' },
  { says: /^client_id mismatch/, mistake: 'client_auth_malformed' },
  { says: /^client_id and client_secret in the authorization header/, mistake: 'client_auth_malformed' },
  { says: /^client_secret must be provided in the Authorization header/, mistake: 'client_auth_malformed' },
  { says: /^client assertion tokens must only be used once/, mistake: 'client_assertion_reused' },
  { error: 'invalid_client', says: /^jwt (expired|not active yet|issued in the future)/, mistake: 'client_assertion_clock' },
  { says: /^client_assertion|^invalid client_assertion/, mistake: 'client_assertion_invalid' },

  { says: /^Authorization Server policy requires PKCE/, mistake: 'pkce_missing' },
  { says: /^code_challenge_method must be provided/, mistake: 'pkce_method_unsupported' },
  { says: /^not supported value of code_challenge_method/, mistake: 'pkce_method_unsupported' },
  { says: /^code_challenge must be provided/, mistake: 'pkce_missing' },
  { says: /^code_(challenge|verifier) (must be a string|contains invalid characters)/, mistake: 'pkce_malformed' },
  { says: /^code_verifier must be provided/, mistake: 'pkce_verifier_missing' },
  { says: /^unsupported code_challenge_method/, mistake: 'pkce_not_begun' },
  { says: /^code_verifier does not match code_challenge/, mistake: 'pkce_verifier_mismatch' },

  { says: /^scope contains invalid characters/, mistake: 'scope_malformed' },
  { says: /^refresh token missing requested scope|^access token missing requested scope/, mistake: 'scope_not_granted' },
  { says: /was not granted to the client whose token it is$/, mistake: 'exchange_refused' },
  { says: /^the (subject|actor)_token is not one/, mistake: 'exchange_token_unacceptable' },
  { says: /^the subject_token (was exchanged too often|comes from one for|is bound to a key)/, mistake: 'exchange_refused' },
  {
    says: /takes no (exchanged tokens|tokens that third-party clients were given)|nothing was granted that this client/,
    mistake: 'exchange_refused',
  },
  { says: /openid scope/, mistake: 'scope_openid_missing' },

  { says: /^the resource .* is not known here/, mistake: 'resource_unknown' },
  { says: /^resource indicator must (be an absolute URI|not contain a fragment)/, mistake: 'resource_unknown' },

  { says: /^authorization_details: no API here has the type/, mistake: 'authorization_details_type_unknown' },
  { says: /^authorization_details: the type \S+ is not allowed/, mistake: 'authorization_details_type_not_allowed' },
  { says: /^authorization_details: number \d+ is not part of what was granted/, mistake: 'authorization_details_not_granted' },

  { says: /^the grant type .* is not allowed to this client|is not allowed for this client$/, mistake: 'grant_type_not_allowed' },
  { says: /^requested response_type is not allowed/, mistake: 'response_type_unsupported' },
  { says: /^requested response_mode is not allowed/, mistake: 'response_mode_unsupported' },

  { says: /^authorization code not found/, mistake: 'code_unknown' },
  { says: /^authorization code is expired/, mistake: 'code_expired' },
  { says: /^authorization code already consumed|^authorization_codes: already used/, mistake: 'code_reused' },
  { says: /^authorization code redirect_uri mismatch/, mistake: 'code_redirect_uri_mismatch' },
  { says: /^refresh token not found/, mistake: 'refresh_token_unknown' },
  { says: /^the refresh token’s family has ended/, mistake: 'refresh_token_expired' },
  { says: /^the refresh token is not good any more/, mistake: 'refresh_token_revoked' },
  { says: /^refresh token is expired/, mistake: 'refresh_token_expired' },
  { says: /^refresh token already used|^refresh_tokens: already used/, mistake: 'refresh_token_reused' },

  { says: /^no access token provided/, mistake: 'access_token_missing' },
  { says: /^token audience prevents accessing/, mistake: 'access_token_for_another_audience' },
  { says: /id_token_hint/, mistake: 'id_token_hint_invalid' },

  { says: /^origin .* not allowed for client/, mistake: 'origin_not_allowed' },
  { says: /content-type bodies are supported/, mistake: 'content_type_wrong' },
  { says: /^there is nothing at /, mistake: 'path_unknown' },
  { says: /^\S+ takes [A-Z, ]+, not \S+$/, mistake: 'http_method_wrong' },
  { says: /must not be provided twice/, mistake: 'parameter_repeated' },
  { says: /^missing required parameter/, mistake: 'parameter_missing' },
  { says: /^invalid authorization header value format/, mistake: 'client_auth_malformed' },
];

/** Where the words say nothing more, the OAuth error does. */
const ERRORS: Readonly<Record<string, Mistake>> = {
  invalid_redirect_uri: 'redirect_uri_mismatch',
  invalid_scope: 'scope_not_allowed',
  invalid_authorization_details: 'authorization_details_invalid',
  invalid_target: 'resource_not_granted',
  unsupported_grant_type: 'grant_type_unsupported',
  unsupported_response_type: 'response_type_unsupported',
  unsupported_response_mode: 'response_mode_unsupported',
  invalid_token: 'access_token_invalid',
  invalid_dpop_proof: 'dpop_proof_invalid',
  invalid_request_object: 'request_object_invalid',
  invalid_request_uri: 'request_object_invalid',
  invalid_request: 'parameter_invalid',
};

/** Which mistake the engine’s reason names. The same reason means another thing for a code than for a refresh token. */
export function mistakeOfRefusal(reason: EngineReason): Mistake {
  const { error, description, detail, grant_type } = reason;
  const isRefresh = grant_type === 'refresh_token';
  if (detail === 'client mismatch') return isRefresh ? 'refresh_token_of_another_client' : 'code_of_another_client';
  if (detail !== null && /^grant (not found|is expired)/.test(detail)) return isRefresh ? 'refresh_token_revoked' : 'code_unknown';
  const said = mistakeSaid(error, detail ?? '') ?? mistakeSaid(error, description);
  if (said !== null) return said;
  if (error === 'invalid_client' && reason.has_assertion) return 'client_assertion_invalid';
  return (Object.hasOwn(ERRORS, error) ? ERRORS[error] : undefined) ?? 'other';
}

function mistakeSaid(error: string, text: string): Mistake | null {
  return WORDS.find((rule) => (rule.error === undefined || rule.error === error) && rule.says.test(text))?.mistake ?? null;
}
