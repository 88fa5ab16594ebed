import { backchannelLogoutUriProblem, type FieldError } from '@consentry/contract';
import type { ClientRow } from './client-store.ts';
import { securityProfileErrors } from './security-profile-rules.ts';

/** What is wrong with how a client asks, is answered and binds its tokens; `pointer`s are those of the request body. */
export function clientSecurityErrors(client: ClientRow): FieldError[] {
  return [
    ...encryptionErrors(client),
    ...loginUriErrors(client),
    ...bindingErrors(client),
    ...certificateNameErrors(client),
    ...missingKeyErrors(client),
    ...securityProfileErrors(client),
  ];
}

const ENCRYPTED = ['id_token', 'userinfo', 'authorization', 'introspection'] as const;

function encryptionErrors(client: ClientRow): FieldError[] {
  const withoutAlg = ENCRYPTED.filter(
    (kind) => client[`${kind}_encrypted_response_enc`] !== null && client[`${kind}_encrypted_response_alg`] === null,
  ).map((kind) => ({
    pointer: `#/${kind}_encrypted_response_enc`,
    detail: `needs ${kind}_encrypted_response_alg beside it, or must be null`,
  }));
  if (client.userinfo_encrypted_response_alg === null || client.userinfo_signed_response_alg !== null) return withoutAlg;
  return [
    ...withoutAlg,
    {
      pointer: '#/userinfo_signed_response_alg',
      detail: 'is needed beside userinfo_encrypted_response_alg: what is encrypted is signed first',
    },
  ];
}

function loginUriErrors({ initiate_login_uri: uri, app_type }: ClientRow): FieldError[] {
  const problem = uri === null ? null : backchannelLogoutUriProblem(uri, app_type);
  return problem === null ? [] : [{ pointer: '#/initiate_login_uri', detail: problem }];
}

/** One token is bound to one thing (RFC 9449 §6, RFC 8705 §3). */
function bindingErrors(client: ClientRow): FieldError[] {
  const { dpop_bound_access_tokens: dpop, tls_client_certificate_bound_access_tokens: certificate } = client;
  if (dpop && certificate) {
    const detail = 'cannot be together with dpop_bound_access_tokens: a token is bound to a key or to a certificate';
    return [{ pointer: '#/tls_client_certificate_bound_access_tokens', detail }];
  }
  if (client.management_scopes.length === 0 || !(dpop || certificate)) return [];
  const pointer = dpop ? '#/dpop_bound_access_tokens' : '#/tls_client_certificate_bound_access_tokens';
  return [{ pointer, detail: 'cannot be together with management_scopes: the management API takes bearer tokens' }];
}

/** What a client signs is verified, and what it is sent is encrypted, with keys that it has registered. */
function missingKeyErrors(client: ClientRow): FieldError[] {
  const encrypted = ENCRYPTED.map((kind) => `${kind}_encrypted_response_alg` as const).find((member) => client[member] !== null);
  const needing = client.require_signed_request_object ? 'require_signed_request_object' : encrypted;
  const { jwks, jwks_uri, token_endpoint_auth_method: method } = client;
  if (jwks === null && jwks_uri === null && (needing !== undefined || method === 'self_signed_tls_client_auth')) {
    return [
      {
        pointer: '#/jwks',
        detail: `must hold the client’s public keys, or jwks_uri must say where they are: ${needing ?? method} needs them`,
      },
    ];
  }
  const hasCertificate = jwks?.keys.some(({ x5c }) => Array.isArray(x5c) && x5c.length > 0) ?? true;
  if (method !== 'self_signed_tls_client_auth' || hasCertificate) return [];
  return [
    { pointer: '#/jwks', detail: 'must hold the client’s certificate as x5c: self_signed_tls_client_auth compares it (RFC 8705 §2.2.2)' },
  ];
}

const CERTIFICATE_NAMES = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const;

/** RFC 4514 §2: `CN=name,O=organization`. */
const DISTINGUISHED_NAME =
  /^(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)=(?:\\.|[^\\,])+(?:,\s*(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)=(?:\\.|[^\\,])+)*$/;

/** RFC 8705 §2.1.2: exactly one. */
function certificateNameErrors(client: ClientRow): FieldError[] {
  const given = CERTIFICATE_NAMES.filter((member) => client[member] !== null);
  const errors = given
    .slice(1)
    .map((member) => ({ pointer: `#/${member}`, detail: `cannot be together with ${given[0]}: one name tells the certificate` }));
  if (client.token_endpoint_auth_method === 'tls_client_auth' && given.length === 0) {
    errors.push({
      pointer: '#/tls_client_auth_subject_dn',
      detail: 'or one of the tls_client_auth_san_… members must name the certificate (RFC 8705 §2.1.2)',
    });
  }
  const subject = client.tls_client_auth_subject_dn;
  if (subject !== null && !DISTINGUISHED_NAME.test(subject)) {
    errors.push({
      pointer: '#/tls_client_auth_subject_dn',
      detail: 'must be a distinguished name such as “CN=client,O=Example,C=DE” (RFC 4514)',
    });
  }
  return errors;
}
