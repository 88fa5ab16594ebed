import type { ClientRow } from './client-store.ts';

/** An entry that stands twice means no more than once; the first keeps its place. */
export function withoutDuplicates(client: ClientRow): ClientRow {
  return {
    ...client,
    redirect_uris: unique(client.redirect_uris),
    post_logout_redirect_uris: unique(client.post_logout_redirect_uris),
    grant_types: unique(client.grant_types),
    serves_resources: unique(client.serves_resources),
    cors_origins: unique(client.cors_origins),
    response_modes: unique(client.response_modes),
    scopes: unique(client.scopes),
    management_scopes: unique(client.management_scopes),
    resource_scopes: eachUnique(client.resource_scopes),
    optional_scopes: unique(client.optional_scopes),
    optional_resource_scopes: eachUnique(client.optional_resource_scopes),
    authorization_details_types: unique(client.authorization_details_types),
    contacts: unique(client.contacts),
  };
}

function eachUnique(byResource: Record<string, string[]>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(byResource).map(([resource, scopes]) => [resource, unique(scopes)]));
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
