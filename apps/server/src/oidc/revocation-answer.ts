import type { KoaContextWithOIDC } from 'oidc-provider';

/** The answer of the revocation endpoint has no content (RFC 7009 §2.2), hence no type either: some clients refuse one that is not JSON. */
export async function emptyRevocationAnswer(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  if (ctx.oidc?.route === 'revocation' && ctx.status === 200) ctx.remove('content-type');
}
