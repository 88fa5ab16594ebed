import { z } from 'zod';
import { EncryptionAlg, EncryptionEnc, RequestObjectSigningAlg, ResponseMode, SigningAlg } from './protocol-algorithms.ts';
import { SecurityProfile } from './security-profiles.ts';
import { NoNul } from './values.ts';

const CertificateValue = NoNul.min(1).max(1024).nullable();

/** A year: longer than any session. */
const MAX_AGE_LIMIT = 365 * 86_400;

/** Members of a client that say how it asks, how it is answered, and what binds its tokens to it. */
export const clientSecurity = {
  security_profile: SecurityProfile,
  require_pushed_authorization_requests: z
    .boolean()
    .describe('whether authorization requests have to be pushed (RFC 9126 §6); every client may push them'),
  require_signed_request_object: z.boolean().describe('whether authorization requests have to be signed (RFC 9101 §10.5)'),
  request_object_signing_alg: RequestObjectSigningAlg.nullable().describe(
    'the one JWS algorithm of request objects (OIDC Registration §2); null: any that is supported',
  ),
  response_modes: z
    .array(ResponseMode)
    .max(10)
    .describe('the ways in which authorization responses may reach the client; empty: all that are supported'),
  authorization_signed_response_alg: SigningAlg.describe('JWS algorithm of authorization responses as JWT (JARM §3)'),
  authorization_encrypted_response_alg: EncryptionAlg.nullable().describe('JWE algorithm of authorization responses as JWT (JARM §3)'),
  authorization_encrypted_response_enc: EncryptionEnc.nullable().describe('content encryption of authorization responses as JWT (JARM §3)'),
  id_token_encrypted_response_alg: EncryptionAlg.nullable().describe(
    'JWE algorithm of ID tokens (OIDC Registration §2); null: not encrypted',
  ),
  id_token_encrypted_response_enc: EncryptionEnc.nullable().describe('content encryption of ID tokens (OIDC Registration §2)'),
  userinfo_signed_response_alg: SigningAlg.nullable().describe(
    'JWS algorithm of userinfo answers (OIDC Registration §2); null: plain JSON, which is what most clients read',
  ),
  userinfo_encrypted_response_alg: EncryptionAlg.nullable().describe('JWE algorithm of userinfo answers (OIDC Registration §2)'),
  userinfo_encrypted_response_enc: EncryptionEnc.nullable().describe('content encryption of userinfo answers (OIDC Registration §2)'),
  introspection_signed_response_alg: SigningAlg.describe(
    'JWS algorithm of introspection answers that the client asks for as JWT (RFC 9701 §6), by `Accept: application/token-introspection+jwt`',
  ),
  introspection_encrypted_response_alg: EncryptionAlg.nullable().describe(
    'JWE algorithm of introspection answers (RFC 9701 §6); where it is set, they have to be asked for as JWT',
  ),
  introspection_encrypted_response_enc: EncryptionEnc.nullable().describe('content encryption of introspection answers (RFC 9701 §6)'),
  default_max_age: z
    .int()
    .min(0)
    .max(MAX_AGE_LIMIT)
    .nullable()
    .describe(
      'seconds since which a person must have proved who they are, where a request has no `max_age` (OIDC Registration §2); null: any',
    ),
  require_auth_time: z.boolean().describe('whether ID tokens always say when that was, as `auth_time` (OIDC Registration §2)'),
  initiate_login_uri: NoNul.max(2048)
    .nullable()
    .describe('where another site may start a sign-in to the client (OIDC Core §4); null: nowhere'),
  dpop_bound_access_tokens: z.boolean().describe('whether access tokens are always bound to a key of the client (RFC 9449 §5.2)'),
  tls_client_certificate_bound_access_tokens: z
    .boolean()
    .describe('whether access tokens are always bound to the client’s certificate (RFC 8705 §3.4)'),
  tls_client_auth_subject_dn: CertificateValue.describe('the subject of the client’s certificate, as RFC 4514 writes it (RFC 8705 §2.1.2)'),
  tls_client_auth_san_dns: CertificateValue.describe('a DNS name of the client’s certificate (RFC 8705 §2.1.2)'),
  tls_client_auth_san_uri: CertificateValue.describe('a URI of the client’s certificate (RFC 8705 §2.1.2)'),
  tls_client_auth_san_ip: CertificateValue.describe('an IP address of the client’s certificate (RFC 8705 §2.1.2)'),
  tls_client_auth_san_email: CertificateValue.describe('an e-mail address of the client’s certificate (RFC 8705 §2.1.2)'),
};

const ClientSecurity = z.object(clientSecurity);
export type ClientSecurity = z.infer<typeof ClientSecurity>;
