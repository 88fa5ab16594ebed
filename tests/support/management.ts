import { createApiClient, MANAGEMENT_SCOPES, type ApiClient, type ManagementScope } from '@consentry/contract';
import { clientCredentialsToken } from './oauth-exchange.ts';
import type { Fixture } from './product.ts';

type FixtureClient = NonNullable<Fixture['clients']>[number];

const SECRET = 'management-secret-0123456789abcdefghij';

/** A machine-to-machine client for the management API, to stand in a fixture. */
export function managementClient(clientId = 'test-management', scopes: readonly ManagementScope[] = MANAGEMENT_SCOPES): FixtureClient {
  return {
    client_id: clientId,
    client_secret: SECRET,
    name: 'Test management',
    app_type: 'machine_to_machine',
    party: 'first_party',
    management_scopes: [...scopes],
  };
}

/** An access token of such a client for the management API (RFC 8707). */
export function managementToken(
  issuer: string,
  clientId = 'test-management',
  scopes: readonly ManagementScope[] = MANAGEMENT_SCOPES,
): Promise<string> {
  const auth = { method: 'basic', client_id: clientId, client_secret: SECRET } as const;
  return clientCredentialsToken(issuer, auth, { resource: `${issuer}/api/v1`, scope: scopes.join(' ') });
}

/** The typed client of the management API with all scopes. */
export async function managementApi(issuer: string): Promise<ApiClient> {
  const token = await managementToken(issuer);
  return createApiClient({ base_url: `${issuer}/api/v1`, headers: () => ({ authorization: `Bearer ${token}` }) });
}
