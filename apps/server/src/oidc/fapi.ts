import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { isFapiClient } from './client-metadata.ts';

/** FAPI 2.0 Security Profile §5.4.1 */
export const FAPI_SIGNING_ALGS: ReadonlySet<string> = new Set(['PS256', 'ES256', 'EdDSA', 'Ed25519']);

/** The engine's own FAPI rules hold for the clients that chose the profile. */
export const fapi: NonNullable<NonNullable<Configuration['features']>['fapi']> = {
  enabled: true,
  profile: (_ctx: KoaContextWithOIDC, client: Client | undefined) => (client !== undefined && isFapiClient(client) ? '2.0' : undefined),
};
