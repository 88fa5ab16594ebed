import type { StandardScope } from '@consentry/contract';
import type { AccountUser } from '../features/users/account-sql.ts';

/** Claims of each scope (OIDC Core §5.4); `groups` is common practice. */
export const SCOPE_CLAIMS: Record<StandardScope, readonly string[]> = {
  openid: ['sub'],
  profile: [
    'name',
    'family_name',
    'given_name',
    'middle_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
  ],
  email: ['email', 'email_verified'],
  phone: ['phone_number', 'phone_number_verified'],
  address: ['address'],
  groups: ['groups'],
  offline_access: [],
};

/** Claims that stand in ID tokens whatever was granted. */
export const PROTOCOL_CLAIMS = ['sid', 'auth_time', 'iss', 'acr', 'amr'];

/** Every claim we have about a user, under its standard name (OIDC Core §5.1). What leaves is cut by the granted scopes. */
export function userClaims(user: AccountUser): Record<string, unknown> {
  return {
    preferred_username: user.username,
    ...user.claims,
    sub: user.user_id,
    ...(user.email === null ? {} : { email: user.email, email_verified: user.email_verified }),
    groups: user.groups,
    updated_at: Math.floor(user.updated_at.getTime() / 1000),
  };
}

/** The claims that a set of scopes lets a client read. */
export function claimsOfScopes(scopes: Iterable<string>): Set<string> {
  const table: Record<string, readonly string[]> = SCOPE_CLAIMS;
  return new Set([...scopes].flatMap((scope) => (Object.hasOwn(table, scope) ? (table[scope] ?? []) : [])));
}
