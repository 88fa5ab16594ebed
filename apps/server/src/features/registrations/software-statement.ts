import type { RegistrationPolicy } from '@consentry/contract';
import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { Context } from '../../context.ts';
import { RegistrationRefused } from './registration-refused.ts';

/** Signatures that others can check with a public key; `none` and shared secrets are not among them. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/** Claims of the JWT itself, which say nothing of the client. */
const OF_THE_JWT = new Set(['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti']);

interface SoftwareStatement {
  issuer: string;
  metadata: Record<string, unknown>;
}

/** Checks a software statement (RFC 7591 §2.3) against the configured issuers. Throws `RegistrationRefused`. */
export async function readSoftwareStatement(
  ctx: Context,
  { software_statement_issuers: issuers }: RegistrationPolicy,
  statement: unknown,
): Promise<SoftwareStatement> {
  if (typeof statement !== 'string' || statement.split('.').length !== 3)
    throw new RegistrationRefused('invalid_software_statement', 'software_statement must be a signed JWT in compact form (RFC 7591 §2.3)');
  const issuer = issuerOf(statement);
  const trusted = issuers.find((one) => one.issuer === issuer);
  if (trusted === undefined)
    throw new RegistrationRefused(
      'unapproved_software_statement',
      `software statements of “${issuer.slice(0, 200)}” are not accepted here; the operator decides whose are`,
    );
  try {
    const { payload } = await jwtVerify(statement, createLocalJWKSet(trusted.jwks), {
      issuer,
      algorithms: ALGORITHMS,
      currentDate: ctx.clock.now(),
    });
    const metadata = Object.fromEntries(Object.entries(payload).filter(([name]) => !OF_THE_JWT.has(name)));
    return { issuer, metadata };
  } catch (cause) {
    throw new RegistrationRefused('invalid_software_statement', `the software statement does not verify: ${reasonOf(cause)}`, { cause });
  }
}

function issuerOf(statement: string): string {
  try {
    return decodeJwt(statement).iss ?? '';
  } catch (cause) {
    throw new RegistrationRefused('invalid_software_statement', 'software_statement is not a JWT', { cause });
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return 'it has expired';
  if (cause instanceof errors.JOSEAlgNotAllowed) return 'its algorithm is not one that is accepted';
  if (cause instanceof errors.JWKSNoMatchingKey) return 'no key of its issuer matches';
  if (cause instanceof errors.JWSSignatureVerificationFailed) return 'its signature is wrong';
  return 'it is not a valid signed JWT';
}
