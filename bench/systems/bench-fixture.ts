import { MANAGEMENT_SCOPES } from '@consentry/contract';
import type { Fixture } from '../../tests/support/product.ts';
import { API_SCOPE, APIS, CALLBACK, CLIENT_SECRET, WEB_CLIENT, WEB_SCOPES } from './parties.ts';

export const MANAGEMENT_CLIENT = 'bench-management';

/** What our own server is given at its start; the engine in memory has the same in its configuration. */
export function benchFixture(): Fixture {
  const machine = { client_secret: CLIENT_SECRET, app_type: 'machine_to_machine', party: 'first_party' } as const;
  const apis = Object.values(APIS);
  return {
    resource_servers: apis.map(({ resource, format, alg }) => ({
      resource,
      name: resource,
      scopes: [{ name: API_SCOPE, description: 'See your orders' }],
      access_token_format: format,
      access_token_signing_alg: alg,
    })),
    clients: [
      {
        client_id: WEB_CLIENT,
        client_secret: CLIENT_SECRET,
        name: 'Bench Web',
        app_type: 'traditional_web',
        party: 'third_party',
        redirect_uris: [CALLBACK],
        scopes: [...WEB_SCOPES],
        id_token_signed_response_alg: 'ES256',
      },
      ...apis.map(({ client_id, resource }) => ({ ...machine, client_id, name: client_id, resource_scopes: { [resource]: [API_SCOPE] } })),
      { ...machine, client_id: MANAGEMENT_CLIENT, name: 'Bench Management', management_scopes: [...MANAGEMENT_SCOPES] },
    ],
  };
}
