import type { KoaContextWithOIDC } from 'oidc-provider';

/** The parameters by which clients prove themselves. The engine's own types do not know this module. */
export declare function getClientAuthParams(ctx: KoaContextWithOIDC): ReadonlySet<string>;
