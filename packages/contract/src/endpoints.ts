import type { Client } from './clients.ts';
import type { ServerInfo } from './server-info.ts';

/** In the order in which a developer needs them. */
const ADVERTISED = [
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'jwks_uri',
  'end_session_endpoint',
  'introspection_endpoint',
  'revocation_endpoint',
  'pushed_authorization_request_endpoint',
  'device_authorization_endpoint',
  'registration_endpoint',
] as const;

export type EndpointName = 'discovery' | 'oauth_discovery' | (typeof ADVERTISED)[number];

export interface Endpoint {
  name: EndpointName;
  url: string;
}

/** Those of a sign-in are of no use to a machine. */
const OF_SIGN_IN: readonly EndpointName[] = [
  'authorization_endpoint',
  'userinfo_endpoint',
  'end_session_endpoint',
  'pushed_authorization_request_endpoint',
];

/** Every endpoint that the discovery document names (OIDC Discovery §3, RFC 8414 §2). */
export function endpointsOf(server: Pick<ServerInfo, 'issuer' | 'discovery'>, client: Pick<Client, 'app_type'>): Endpoint[] {
  const wellKnown: Endpoint[] = [
    { name: 'discovery', url: `${server.issuer}/.well-known/openid-configuration` },
    { name: 'oauth_discovery', url: `${server.issuer}/.well-known/oauth-authorization-server` },
  ];
  const isMachine = client.app_type === 'machine_to_machine';
  const advertised = ADVERTISED.flatMap((name) => {
    const url = server.discovery[name];
    return typeof url === 'string' && !(isMachine && OF_SIGN_IN.includes(name)) ? [{ name, url }] : [];
  });
  return [...wellKnown, ...advertised];
}
