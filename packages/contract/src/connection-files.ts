import type { Client } from './clients.ts';
import { endpointsOf } from './endpoints.ts';
import type { ServerInfo } from './server-info.ts';

/** What a developer puts into a client library; the secret only at the moment that it is shown. */
export interface Connection {
  client: Pick<Client, 'client_id' | 'app_type' | 'redirect_uris' | 'scopes' | 'token_endpoint_auth_method'>;
  server: Pick<ServerInfo, 'issuer' | 'discovery'>;
  client_secret: string | null;
}

/** Environment variables by the names that libraries and services commonly use. */
export function connectionEnv({ client, server, client_secret }: Connection): string {
  const lines: [string, string | undefined][] = [
    ['OIDC_ISSUER', server.issuer],
    ['OIDC_CLIENT_ID', client.client_id],
    ['OIDC_CLIENT_SECRET', client_secret ?? undefined],
    ['OIDC_REDIRECT_URI', client.redirect_uris[0]],
    ['OIDC_SCOPES', client.scopes.length === 0 ? undefined : client.scopes.join(' ')],
    ...endpointsOf(server, client).map(({ name, url }): [string, string] => [`OIDC_${variableOf(name)}`, url]),
  ];
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${quoted(value)}\n`])).join('');
}

/** The discovery document together with the client's own values. */
export function connectionJson({ client, server, client_secret }: Connection): string {
  const values = {
    client_id: client.client_id,
    ...(client_secret === null ? {} : { client_secret }),
    ...(client.redirect_uris.length === 0 ? {} : { redirect_uris: client.redirect_uris }),
    token_endpoint_auth_method: client.token_endpoint_auth_method,
    ...(client.scopes.length === 0 ? {} : { scope: client.scopes.join(' ') }),
    ...server.discovery,
    issuer: server.issuer,
  };
  return `${JSON.stringify(values, null, 2)}\n`;
}

function variableOf(name: string): string {
  if (name === 'discovery') return 'DISCOVERY_URL';
  if (name === 'oauth_discovery') return 'OAUTH_DISCOVERY_URL';
  return name.toUpperCase();
}

/** Quotes whatever a shell or a dotenv parser would read as more than one word. */
function quoted(value: string): string {
  return /^[A-Za-z0-9._~:/?&=%@+,-]+$/.test(value) && !value.includes('&') ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
