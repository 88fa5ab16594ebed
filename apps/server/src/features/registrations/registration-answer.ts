import type { Client } from '@consentry/contract';
import { securityInAnswer } from './registrable-security.ts';

/** A client as its own registration shows it (RFC 7591 §3.2.1); what is replaced or left out of what was sent can be seen from it. */
export function registrationAnswer(client: Client): Record<string, unknown> {
  const answer = {
    ...client.registered_metadata,
    ...shared(client),
    ...securityInAnswer(client),
    client_id_issued_at: Math.floor(new Date(client.created_at).getTime() / 1000),
    client_name: client.name,
    application_type: client.app_type === 'native' ? 'native' : 'web',
    response_types: ['code'],
    scope: scopeOf(client),
    backchannel_logout_session_required: client.backchannel_logout_uri === null ? null : client.backchannel_logout_session_required,
  };
  return Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)));
}

/** Members that have one name, here as there. */
function shared(client: Client) {
  const names = [
    'client_id',
    'redirect_uris',
    'post_logout_redirect_uris',
    'backchannel_logout_uri',
    'grant_types',
    'token_endpoint_auth_method',
    'token_endpoint_auth_signing_alg',
    'jwks',
    'jwks_uri',
    'subject_type',
    'sector_identifier_uri',
    'id_token_signed_response_alg',
    'client_uri',
    'tos_uri',
    'policy_uri',
    'contacts',
  ] as const;
  return Object.fromEntries(names.map((name) => [name, client[name]]));
}

/** All that it may ever ask for, of the provider and of any API. */
function scopeOf({ scopes, resource_scopes }: Client): string {
  return [...new Set([...scopes, ...Object.values(resource_scopes).flat()])].join(' ');
}
