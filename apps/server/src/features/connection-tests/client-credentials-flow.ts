import * as client from 'openid-client';
import { decodeToken } from './decode-token.ts';
import type { TestSteps } from './test-steps.ts';

export interface ClientCredentialsFlow {
  steps: TestSteps;
  configure: () => Promise<client.Configuration>;
  resource: string | null;
  scopes: readonly string[];
  can_authenticate: boolean;
}

/** An application without people: one request for a token, and what becomes of it (RFC 6749 §4.4). */
export async function runClientCredentialsFlow(flow: ClientCredentialsFlow): Promise<void> {
  const { steps } = flow;
  const config = await steps.run('discovery', flow.configure);
  if (config === undefined) return;
  if (!flow.can_authenticate) return steps.skip('token', 'own_key');
  const tokens = await steps.run('token', () => client.clientCredentialsGrant(config, parametersOf(flow)));
  if (tokens === undefined) return;

  const decoded = decodeToken(tokens.access_token);
  if (decoded === null) steps.skip('access_token', 'opaque');
  else steps.passed('access_token', { decoded });
  await steps.run('introspection', () => client.tokenIntrospection(config, tokens.access_token));
  await steps.run('revocation', () => client.tokenRevocation(config, tokens.access_token));
}

function parametersOf({ resource, scopes }: ClientCredentialsFlow): Record<string, string> {
  return { ...(resource === null ? {} : { resource }), ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }) };
}
