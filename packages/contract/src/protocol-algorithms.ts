import { z } from 'zod';

/** What the server signs with (RFC 7518 §3.1, RFC 8037 §3.1, RFC 9864 §2.2); the last two where it has an Ed25519 key. */
export const SIGNING_ALGS = ['RS256', 'ES256', 'PS256', 'EdDSA', 'Ed25519'] as const;
export const SigningAlg = z
  .enum(SIGNING_ALGS)
  .describe('`EdDSA` and `Ed25519` need an active signing key of the kind OKP')
  .meta({ id: 'SigningAlg' });
export type SigningAlg = z.infer<typeof SigningAlg>;

/** What clients may sign request objects with. Symmetric ones are missing: the server keeps no client secret in clear. */
export const REQUEST_OBJECT_SIGNING_ALGS = ['RS256', 'ES256', 'PS256', 'EdDSA', 'Ed25519'] as const;
export const RequestObjectSigningAlg = z.enum(REQUEST_OBJECT_SIGNING_ALGS).meta({ id: 'RequestObjectSigningAlg' });
export type RequestObjectSigningAlg = z.infer<typeof RequestObjectSigningAlg>;

/** What answers are encrypted to a client’s public key with (RFC 7518 §4.1). */
export const ENCRYPTION_ALGS = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'] as const;
export const EncryptionAlg = z.enum(ENCRYPTION_ALGS).meta({ id: 'EncryptionAlg' });
export type EncryptionAlg = z.infer<typeof EncryptionAlg>;

/** RFC 7518 §5.1 */
export const ENCRYPTION_ENCS = ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'] as const;
export const EncryptionEnc = z.enum(ENCRYPTION_ENCS).meta({ id: 'EncryptionEnc' });
export type EncryptionEnc = z.infer<typeof EncryptionEnc>;

/** How an authorization response reaches the client (OAuth Form Post §2, JARM §2.3). */
export const RESPONSE_MODES = ['query', 'fragment', 'form_post', 'jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'] as const;
export const ResponseMode = z.enum(RESPONSE_MODES).meta({ id: 'ResponseMode' });
export type ResponseMode = z.infer<typeof ResponseMode>;
