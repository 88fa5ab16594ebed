import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { clientPolicy, isFapiClient } from './client-metadata.ts';
import { FAPI_SIGNING_ALGS } from './fapi.ts';

/** An assertion is remembered until it expires, so that it may not ask for ever. */
const MAX_LIFETIME_SECONDS = 3600;

interface AssertionClaims {
  aud?: unknown;
  exp?: unknown;
}

/**
 * What is asked of a client assertion (RFC 7523 §3) beyond what the engine checks. Its `aud` is the issuer alone: one that also names
 * somebody else could be passed on by whoever it was sent to (the audience injection that draft-ietf-oauth-rfc7523bis closes).
 */
export function createAssertionCheck(context: Context) {
  return async function assertClientAssertion(
    { oidc }: KoaContextWithOIDC,
    claims: AssertionClaims,
    header: { alg?: unknown },
  ): Promise<void> {
    if (oidc.client === undefined) throw new Error('the engine checks the assertion of no client');
    if (isFapiClient(oidc.client) && !FAPI_SIGNING_ALGS.has(String(header.alg))) {
      throw new errors.InvalidClientAuth(`the alg of the client assertion must be one of ${[...FAPI_SIGNING_ALGS].join(', ')}`);
    }
    const audiences: unknown[] = [claims.aud].flat();
    const isIssuerAlone = audiences.length === 1 && audiences[0] === context.issuer;
    if (!isIssuerAlone && clientPolicy(oidc.client).client_assertion_audience === 'issuer') {
      throw new errors.InvalidClientAuth(`the aud of the client assertion must be ${context.issuer} and nothing else`);
    }
    const latest = Math.floor(context.clock.now().getTime() / 1000) + MAX_LIFETIME_SECONDS;
    if (!Number.isSafeInteger(claims.exp) || Number(claims.exp) > latest) {
      throw new errors.InvalidClientAuth('the exp of the client assertion must be a whole number of seconds, at most an hour away');
    }
  };
}
