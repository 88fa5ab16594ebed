import type { StandardScope } from '@consentry/contract';
import type { PlainMessageKey } from '../messages/messages.ts';

interface ScopeText {
  title: PlainMessageKey;
  description: PlainMessageKey;
}

export const SCOPE_TEXTS: Readonly<Record<StandardScope, ScopeText>> = {
  openid: { title: 'scope.openid.title', description: 'scope.openid.description' },
  profile: { title: 'scope.profile.title', description: 'scope.profile.description' },
  email: { title: 'scope.email.title', description: 'scope.email.description' },
  phone: { title: 'scope.phone.title', description: 'scope.phone.description' },
  address: { title: 'scope.address.title', description: 'scope.address.description' },
  groups: { title: 'scope.groups.title', description: 'scope.groups.description' },
  offline_access: { title: 'scope.offline_access.title', description: 'scope.offline_access.description' },
};

/** The claims of each scope in the order people read them (OIDC Core §5.4); `updated_at` says nothing to them. */
const SCOPE_CLAIMS: Readonly<Record<string, readonly string[]>> = {
  profile: [
    'name',
    'given_name',
    'middle_name',
    'family_name',
    'nickname',
    'preferred_username',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
  ],
  email: ['email'],
  phone: ['phone_number'],
  address: ['address'],
  groups: ['groups'],
};

const ADDRESS_MEMBERS = ['street_address', 'postal_code', 'locality', 'region', 'country'] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function oneLine(text: unknown): string {
  return typeof text === 'string'
    ? text
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(', ')
    : '';
}

// OIDC Core §5.1.1: `formatted` is the whole address; the members are its parts.
function addressLine(address: Record<string, unknown>): string {
  const formatted = oneLine(address['formatted']);
  if (formatted !== '') return formatted;
  return ADDRESS_MEMBERS.map((member) => oneLine(address[member]))
    .filter((part) => part !== '')
    .join(', ');
}

function claimValues(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(oneLine);
  return [isRecord(claim) ? addressLine(claim) : oneLine(claim)];
}

/** The values a scope shares, as a person reads them: each once, yes-or-no claims left out. */
export function permissionValues(scope: string, claims: Record<string, unknown>): string[] {
  const names = Object.hasOwn(SCOPE_CLAIMS, scope) ? (SCOPE_CLAIMS[scope] ?? []) : [];
  const values = names.flatMap((name) => (Object.hasOwn(claims, name) ? claimValues(claims[name]) : []));
  return [...new Set(values)].filter((value) => value !== '');
}
