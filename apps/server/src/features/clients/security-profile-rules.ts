import { isDeepStrictEqual } from 'node:util';
import { SECURITY_PROFILES, type FieldError, type ProfileLock } from '@consentry/contract';
import type { ClientRow } from './client-store.ts';

/** What contradicts the client’s profile, at the member that does. */
export function securityProfileErrors(client: ClientRow): FieldError[] {
  const { security_profile: profile } = client;
  if (profile === 'standard') return [];
  if (client.token_endpoint_auth_method === 'none') {
    const detail = `${profile} is for confidential clients: a ${client.app_type} application cannot keep a key (FAPI 2.0 Security Profile §5.3.2.1)`;
    return [{ pointer: '#/security_profile', detail }];
  }
  return [...lockErrors(client, SECURITY_PROFILES[profile]), ...bindingErrors(client), ...redirectErrors(client)];
}

/** Sets what the profile demands where the caller said nothing else; what was sent stays, and is refused when it contradicts. */
export function withSecurityProfile<C extends ClientRow>(client: C, sent: object): C {
  const locks = SECURITY_PROFILES[client.security_profile].filter(
    (lock) => !Object.hasOwn(sent, lock.member) && !isAllowed(valueOf(client, lock), lock),
  );
  const set = Object.fromEntries(locks.map(({ member, allowed }) => [member, allowed[0]]));
  return { ...client, ...set, ...withBinding(client, sent) };
}

/** FAPI 2.0 Security Profile §5.3.2.1: tokens are bound to a key, unless a certificate was chosen. */
function withBinding(client: ClientRow, sent: object): Partial<ClientRow> {
  if (client.security_profile === 'standard' || isBound(client) || Object.hasOwn(sent, 'dpop_bound_access_tokens')) return {};
  return { dpop_bound_access_tokens: true };
}

function isBound(client: ClientRow): boolean {
  return client.dpop_bound_access_tokens || client.tls_client_certificate_bound_access_tokens;
}

function lockErrors(client: ClientRow, locks: readonly ProfileLock[]): FieldError[] {
  return locks
    .filter((lock) => !isAllowed(valueOf(client, lock), lock))
    .map((lock) => ({
      pointer: `#/${lock.member}`,
      detail: `must be ${words(lock)} with the profile ${client.security_profile} (${lock.section}), not ${JSON.stringify(valueOf(client, lock))}`,
    }));
}

function bindingErrors(client: ClientRow): FieldError[] {
  if (isBound(client)) return [];
  const detail = `or tls_client_certificate_bound_access_tokens must be true with the profile ${client.security_profile} (FAPI 2.0 Security Profile §5.3.2.1)`;
  return [{ pointer: '#/dpop_bound_access_tokens', detail }];
}

/** FAPI 2.0 Security Profile §5.3.2.2: https, except on the person’s own device. */
function redirectErrors(client: ClientRow): FieldError[] {
  if (client.app_type === 'native') return [];
  return client.redirect_uris.flatMap((uri, index) =>
    uri.startsWith('https:')
      ? []
      : [
          {
            pointer: `#/redirect_uris/${index}`,
            detail: `must use https with the profile ${client.security_profile} (FAPI 2.0 Security Profile §5.3.2.2)`,
          },
        ],
  );
}

function valueOf(client: ClientRow, { member }: ProfileLock): unknown {
  return (client as unknown as Record<string, unknown>)[member];
}

/** Of a list, each entry has to be allowed, and there has to be one: an empty list means all. */
function isAllowed(value: unknown, { allowed }: ProfileLock): boolean {
  const [first] = allowed;
  if (Array.isArray(first) && Array.isArray(value)) return value.length > 0 && value.every((entry) => first.includes(entry));
  return allowed.some((one) => isDeepStrictEqual(one, value));
}

function words({ allowed }: ProfileLock): string {
  const [first] = allowed;
  if (Array.isArray(first)) return `a list of ${first.join(', ')}`;
  return allowed.map((one) => JSON.stringify(one)).join(' or ');
}
