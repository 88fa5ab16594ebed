import type { Configuration } from 'oidc-provider';
import {
  CLIENT_ASSERTION_ALGS,
  ENCRYPTION_ALGS,
  ENCRYPTION_ENCS,
  REQUEST_OBJECT_SIGNING_ALGS,
  SIGNING_ALGS,
  type SigningAlg,
} from '@consentry/contract';
import type { Context } from '../context.ts';
import { isFapiClient } from './client-metadata.ts';
import { fapi } from './fapi.ts';
import { mutualTls } from './mutual-tls.ts';
import { requestObjectCheck } from './request-objects.ts';

type Features = NonNullable<Configuration['features']>;

/** What goes beyond the plain code flow: pushed and signed requests, signed answers, tokens that are bound to a key. */
export function protocolFeatures(context: Context) {
  return {
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: false, allowUnregisteredRedirectUris: false },
    requestObjects: { enabled: true, requireSignedRequestObject: false, assertJwtClaimsAndHeader: requestObjectCheck(context) },
    jwtResponseModes: { enabled: true },
    jwtUserinfo: { enabled: true },
    jwtIntrospection: { enabled: true },
    encryption: { enabled: true },
    // For keys of ours that sign by themselves (see engine-key.ts).
    externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    fapi,
    dPoP: {
      enabled: true,
      // All instances share it; the engine makes a nonce of each minute from it (RFC 9449 §8).
      nonceSecret: context.keyring.key('dpop_nonce'),
      // Any client may use the nonces that it is given; where no replay may be prepared, it must.
      requireNonce: ({ oidc }) => oidc.client !== undefined && isFapiClient(oidc.client),
      allowReplay: false,
    },
    mTLS: mutualTls(context.clientCertificates),
  } satisfies Features;
}

/**
 * Algorithms of every kind. RS256 is the first, because every client library verifies it; those with a shared secret are missing
 * throughout. `signing` is what our own keys sign with now.
 */
export function enabledAlgs(signing: readonly SigningAlg[]): NonNullable<Configuration['enabledJWA']> {
  const own = SIGNING_ALGS.filter((alg) => signing.includes(alg));
  return {
    clientAuthSigningAlgValues: [...CLIENT_ASSERTION_ALGS],
    idTokenSigningAlgValues: own,
    idTokenEncryptionAlgValues: [...ENCRYPTION_ALGS],
    idTokenEncryptionEncValues: [...ENCRYPTION_ENCS],
    userinfoSigningAlgValues: own,
    userinfoEncryptionAlgValues: [...ENCRYPTION_ALGS],
    userinfoEncryptionEncValues: [...ENCRYPTION_ENCS],
    introspectionSigningAlgValues: own,
    introspectionEncryptionAlgValues: [...ENCRYPTION_ALGS],
    introspectionEncryptionEncValues: [...ENCRYPTION_ENCS],
    authorizationSigningAlgValues: own,
    authorizationEncryptionAlgValues: [...ENCRYPTION_ALGS],
    authorizationEncryptionEncValues: [...ENCRYPTION_ENCS],
    requestObjectSigningAlgValues: [...REQUEST_OBJECT_SIGNING_ALGS],
    requestObjectEncryptionAlgValues: [],
    requestObjectEncryptionEncValues: [],
    dPoPSigningAlgValues: ['ES256', 'PS256', 'EdDSA', 'Ed25519'],
  };
}
