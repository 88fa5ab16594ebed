import type { AppType, Party, StandardScope } from '@consentry/contract';
import type { ClientRow } from './client-store.ts';
import { NO_BRANDING } from './no-branding.ts';
import { defaultGrantTypes } from './grant-types.ts';
import { CLIENT_SECURITY_DEFAULTS } from './client-security-defaults.ts';

/** Public clients cannot keep a secret (RFC 6749 §2.1); PKCE protects their codes (RFC 7636). */
export function isPublicAppType(appType: AppType): boolean {
  return appType === 'single_page' || appType === 'native';
}

const DAY = 86_400;

/** What a new client is where its creator says nothing. */
export function clientDefaults(appType: AppType, party: Party): Omit<ClientRow, 'client_id' | 'name' | 'created_at' | 'updated_at'> {
  return {
    description: '',
    app_type: appType,
    party,
    redirect_uris: [],
    post_logout_redirect_uris: [],
    backchannel_logout_uri: null,
    backchannel_logout_session_required: true,
    token_endpoint_auth_method: isPublicAppType(appType) ? 'none' : 'client_secret_basic',
    token_endpoint_auth_signing_alg: null,
    jwks: null,
    jwks_uri: null,
    client_assertion_audience: 'issuer',
    grant_types: defaultGrantTypes(appType),
    serves_resources: [],
    cors_origins: [],
    subject_type: 'public',
    sector_identifier_uri: null,
    pkce: isPublicAppType(appType) ? 'required' : 'required_unless_nonce',
    scopes: defaultScopes(appType, party),
    resource_scopes: {},
    optional_scopes: [],
    optional_resource_scopes: {},
    authorization_details_types: [],
    ...NO_BRANDING,
    management_scopes: [],
    id_token_signed_response_alg: 'RS256',
    id_token_scope_claims: false,
    access_token_format: 'opaque',
    access_token_ttl_seconds: null,
    id_token_ttl_seconds: 3600,
    refresh_token_rotation: true,
    refresh_token_ttl_seconds: 90 * DAY,
    refresh_token_idle_ttl_seconds: 30 * DAY,
    disabled_at: null,
    disabled_reason: null,
    tokens_not_before: null,
    ...CLIENT_SECURITY_DEFAULTS,
    origin: 'operator',
    quarantined: false,
    registered_metadata: null,
    last_used_at: null,
  };
}

/** A machine has no user whose claims it could ask for; lasting access is given to third parties one by one. */
function defaultScopes(appType: AppType, party: Party): StandardScope[] {
  if (appType === 'machine_to_machine') return [];
  const scopes: StandardScope[] = ['openid', 'profile', 'email'];
  return party === 'first_party' ? [...scopes, 'offline_access'] : scopes;
}
