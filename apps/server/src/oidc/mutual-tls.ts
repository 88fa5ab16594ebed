import type { X509Certificate } from 'node:crypto';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { ClientCertificates } from '../context.ts';
import { certificateOfHeader } from './certificate-of-header.ts';
import { certificateMatches } from './certificate-matches.ts';

/**
 * Certificates of clients, for authentication (RFC 8705 §2) and to bind tokens (RFC 8705 §3). It is on even where no certificate can
 * arrive: a client whose tokens have to be bound then gets none, instead of tokens that are not.
 */
export function mutualTls(headers: ClientCertificates | null): NonNullable<NonNullable<Configuration['features']>['mTLS']> {
  const certificateOf = (ctx: KoaContextWithOIDC): X509Certificate | undefined =>
    headers === null ? undefined : (certificateOfHeader(ctx.get(headers.certificate)) ?? undefined);
  return {
    enabled: true,
    certificateBoundAccessTokens: true,
    selfSignedTlsClientAuth: true,
    tlsClientAuth: true,
    getCertificate: certificateOf,
    certificateAuthorized: (ctx) =>
      headers !== null && headers.verification !== null && ctx.get(headers.verification).trim().toUpperCase() === 'SUCCESS',
    certificateSubjectMatches: (ctx, property, expected) => {
      const certificate = certificateOf(ctx);
      return certificate !== undefined && certificateMatches(certificate, property, expected);
    },
  };
}
