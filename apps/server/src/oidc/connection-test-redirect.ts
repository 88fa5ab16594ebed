import { Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import type { ClientRow } from '../features/clients/find-client.ts';
import { connectionTestCallback } from '../features/connection-tests/connection-test-callback.ts';
import { isUnderTest } from '../features/connection-tests/is-under-test.ts';

/**
 * In the requests of a connection test, and in no other, the client has one redirect URI more: ours. The test is known by its
 * `state`, which nobody but the operator's browser has, so that no other request can have its code sent there.
 */
export async function withTestRedirect(ctx: Context, client: ClientRow): Promise<ClientRow> {
  const callback = connectionTestCallback(ctx.issuer);
  const params = Provider.ctx?.oidc?.params;
  if (params?.['redirect_uri'] !== callback || typeof params['state'] !== 'string') return client;
  const underTest = await isUnderTest(ctx, { client_id: client.client_id, state: params['state'] });
  return underTest ? { ...client, redirect_uris: [...client.redirect_uris, callback] } : client;
}
