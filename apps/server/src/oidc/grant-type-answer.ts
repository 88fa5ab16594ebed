import type { KoaContextWithOIDC } from 'oidc-provider';

/** A grant that the client may not use is `unauthorized_client` (RFC 6749 §5.2); the engine calls it `invalid_request`. */
export async function nameUnauthorizedGrant(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  const { client, params, route } = ctx.oidc ?? {};
  const grantType = params?.['grant_type'];
  if (route !== 'token' || client === undefined || typeof grantType !== 'string' || client.grantTypeAllowed(grantType)) return;
  if (!isInvalidRequest(ctx.body)) return;
  const error_description = `the grant type ${grantType} is not allowed to this client; ask the operator to allow it under Settings`;
  ctx.body = { ...ctx.body, error: 'unauthorized_client', error_description };
}

function isInvalidRequest(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && 'error' in body && body.error === 'invalid_request';
}
