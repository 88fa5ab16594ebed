import { APIS } from '../systems/parties.ts';
import { anonymousAuthorize } from './anonymous-authorize.ts';
import { clientCredentials } from './client-credentials.ts';
import { liveCodeFlow } from './live-code-flow.ts';
import { firstVisit } from './first-visit.ts';
import type { Flow } from './flow.ts';
import { introspect } from './introspect.ts';
import { publicDocument } from './public-document.ts';
import { refresh } from './refresh.ts';
import { userinfo } from './userinfo.ts';

/** Everything that is measured, in the order of the tables. */
export const FLOWS: readonly Flow[] = [
  clientCredentials('client_credentials_opaque', 'client credentials, opaque', APIS.opaque),
  clientCredentials('client_credentials_es256', 'client credentials, JWT ES256', APIS.es256),
  clientCredentials('client_credentials_rs256', 'client credentials, JWT RS256', APIS.rs256),
  liveCodeFlow,
  firstVisit,
  refresh,
  userinfo,
  introspect,
  publicDocument('discovery', 'discovery', {
    target: '/.well-known/openid-configuration',
    members: ['issuer', 'token_endpoint', 'jwks_uri'],
  }),
  publicDocument('jwks', 'JWKS', { target: '/.well-known/jwks.json', members: ['keys'] }),
  anonymousAuthorize,
];

/** The flows of these names; without names all. */
export function flowsNamed(names: readonly string[]): readonly Flow[] {
  const unknown = names.filter((name) => !FLOWS.some((flow) => flow.name === name));
  if (unknown.length > 0)
    throw new Error(`no flow is called ${unknown.join(', ')}. There are: ${FLOWS.map(({ name }) => name).join(', ')}`);
  return names.length === 0 ? FLOWS : FLOWS.filter(({ name }) => names.includes(name));
}
