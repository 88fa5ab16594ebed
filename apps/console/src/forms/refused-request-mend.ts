import type { Client, RefusedRequestFix, StandardScope, UpdateClient } from '@consentry/contract';

/** The change of the client that a fix is, and nothing besides; the server checks it by the same rules as any other. */
export function mendedBy(fix: RefusedRequestFix, client: Client): UpdateClient {
  const { kind, value, resource } = fix;
  if (kind === 'redirect_uri') return { redirect_uris: [...client.redirect_uris, value] };
  if (kind === 'post_logout_redirect_uri') return { post_logout_redirect_uris: [...client.post_logout_redirect_uris, value] };
  if (kind === 'cors_origin') return { cors_origins: [...client.cors_origins, value] };
  // What was refused by name is a scope of the provider.
  if (resource === null) return { scopes: [...client.scopes, value as StandardScope] };
  return { resource_scopes: { ...client.resource_scopes, [resource]: [...(client.resource_scopes[resource] ?? []), value] } };
}

/** Whether an address leads to a host that the application has nothing on yet: then a stranger may have named it. */
export function isNewHost({ kind, value }: RefusedRequestFix, client: Client): boolean {
  if (kind === 'scope') return false;
  const known = [...client.redirect_uris, ...client.post_logout_redirect_uris, ...client.cors_origins].map(hostOf);
  return !known.includes(hostOf(value));
}

function hostOf(uri: string): string {
  return URL.canParse(uri) ? new URL(uri).hostname : uri;
}
