import { z } from 'zod';

/** The scopes of the provider itself (OIDC Core §5.4, §11; `groups` is common practice). */
export const STANDARD_SCOPES = ['openid', 'profile', 'email', 'phone', 'address', 'groups', 'offline_access'] as const;
export const StandardScope = z.enum(STANDARD_SCOPES).meta({ id: 'StandardScope' });
export type StandardScope = z.infer<typeof StandardScope>;

const PRINTABLE = /^[^\u0000-\u0008\u000b-\u001f\u007f]*$/;

/** Text without control characters: PostgreSQL refuses NUL and half a surrogate pair, and no page should print the others. */
export const NoNul = z
  .string()
  .regex(PRINTABLE, 'must not contain control characters')
  .refine((value) => value.isWellFormed(), 'must be well-formed Unicode');

export const DisplayName = NoNul.trim().min(1, 'must not be empty').max(200);
export const Description = NoNul.max(2000);
export const Timestamp = z.iso.datetime({ offset: true }).describe('RFC 3339 time');

/** Unreserved characters only (RFC 3986 §2.3): many clients send ids and secrets without encoding them. */
const UnreservedId = z.string().regex(/^[A-Za-z0-9._~-]{1,128}$/, 'must be 1 to 128 characters of A-Z a-z 0-9 . _ ~ -');
/** “.” and “..” are taken out of every address that they stand in (RFC 3986 §5.2.4): nobody could read or delete such a client. */
export const NewClientId = UnreservedId.refine(
  (id) => id !== '.' && id !== '..',
  'cannot be “.” or “..”, which addresses take out of a path',
);
/** Of any client; one of a metadata document is that document’s URL. */
export const ClientId = z.union(
  [UnreservedId, z.string().regex(/^https:\/\/[\x21-\x7e]{1,504}$/)],
  'must be 1 to 128 characters of A-Z a-z 0-9 . _ ~ -, or the https URL of a client ID metadata document',
);
export const ClientSecretValue = z
  .string()
  .min(32, 'must be 32 characters or more')
  .max(256)
  .regex(/^[\x20-\x7e]+$/, 'must be printable ASCII (RFC 6749 Appendix A.2)');

/** A resource indicator: an absolute URI without fragment, compared character by character (RFC 8707 §2). */
export const Resource = z
  .string()
  .max(512)
  .refine(
    (value) => /^[\x21-\x7e]+$/.test(value) && URL.canParse(value) && !value.includes('#'),
    'must be an absolute URI without a fragment (RFC 8707 §2)',
  );

/** `scope-token` of RFC 6749 §3.3. */
export const ScopeName = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/, 'must be a scope-token of RFC 6749 §3.3: printable ASCII without space, quote or backslash');

export const Username = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(128)
  .regex(/^[^\s\p{C}]+$/u, 'must not contain spaces or control characters');
export const Password = z.string().min(8, 'must be 8 characters or more (NIST SP 800-63B-4 §3.1.1)').max(1024);
export const Email = z.email('must be an e-mail address').max(254);
