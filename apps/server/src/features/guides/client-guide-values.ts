import type { Client } from '@consentry/contract';
import type { Guide, GuideValues } from '@consentry/guides';
import { isPlaceholder } from '@consentry/guides';

interface Source {
  client: Client;
  issuer: string;
  discovery: Record<string, unknown>;
  guide: Guide;
  /** Where the service was when the client was created from its recipe. */
  service_address: string | null;
}

/** A name with these could make code read differently from what it does. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** What a client’s guide is filled with. Never the secret: nobody knows it any more. */
export function clientGuideValues({ client, issuer, discovery, guide, service_address }: Source): GuideValues {
  const [resource] = Object.keys(client.resource_scopes);
  return {
    ...endpointsIn(discovery),
    issuer,
    discovery: `${issuer}/.well-known/openid-configuration`,
    client_id: client.client_id,
    client_name: client.name.replaceAll(DIRECTION, ''),
    redirect_uri: client.redirect_uris[0],
    post_logout_redirect_uri: client.post_logout_redirect_uris[0],
    scopes: client.scopes.length === 0 ? undefined : client.scopes.join(' '),
    resource,
    resource_scopes: resource === undefined ? undefined : client.resource_scopes[resource]?.join(' ') || undefined,
    service: addressInRedirects(guide, client.redirect_uris) ?? service_address ?? undefined,
  };
}

function endpointsIn(discovery: Record<string, unknown>): GuideValues {
  const entries = Object.entries(discovery).filter(
    ([name, value]) => isPlaceholder(name) && typeof value === 'string' && (name.endsWith('_endpoint') || name === 'jwks_uri'),
  );
  return Object.fromEntries(entries);
}

const SERVICE = '{{service}}';

/** Where the service is by the redirect URI that the client has now; `null` where none has the form of the recipe. */
function addressInRedirects(guide: Guide, redirectUris: readonly string[]): string | null {
  for (const pattern of guide.redirect_uris.filter((uri) => uri.startsWith(SERVICE))) {
    const path = pattern.slice(SERVICE.length);
    const uri = redirectUris.find((candidate) => candidate.endsWith(path) && candidate.length > path.length);
    if (uri !== undefined) return uri.slice(0, uri.length - path.length);
  }
  return null;
}
