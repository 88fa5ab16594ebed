import type { ProtectedResourceAnnouncement, ProtectedResourceMetadata } from '@consentry/contract';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

interface Announced {
  issuer: string;
  resource: string;
  name: string;
  scopes: readonly string[];
  /** Types of authorization details (RFC 9396 §2). */
  types?: readonly string[];
}

/** What an API says of itself (RFC 9728 §2). Members without values are left out (RFC 9728 §3.2). */
export function protectedResourceMetadata({ issuer, resource, name, scopes, types = [] }: Announced): ProtectedResourceMetadata {
  return {
    resource,
    resource_name: name,
    authorization_servers: [issuer],
    ...(scopes.length === 0 ? {} : { scopes_supported: [...scopes] }),
    ...(types.length === 0 ? {} : { authorization_details_types_supported: [...types] }),
    bearer_methods_supported: ['header'],
  };
}

/** Where clients look for it: between host and path, without the slash of an empty path (RFC 9728 §3.1). `null` for what is no web address. */
export function protectedResourceMetadataUrl(resource: string): string | null {
  if (!URL.canParse(resource)) return null;
  const { protocol, origin, pathname, search } = new URL(resource);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return `${origin}${WELL_KNOWN}${pathname === '/' ? '' : pathname}${search}`;
}

/** The document, its place, and the header that leads there. */
export function protectedResourceAnnouncement(announced: Announced): ProtectedResourceAnnouncement {
  const metadata_url = protectedResourceMetadataUrl(announced.resource);
  return {
    document: protectedResourceMetadata(announced),
    metadata_url,
    www_authenticate: metadata_url === null ? 'Bearer' : `Bearer resource_metadata="${metadata_url}"`,
  };
}
