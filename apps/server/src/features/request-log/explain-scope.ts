import type { Mistake } from '@consentry/contract';
import type { Explain } from './refusal.ts';
import { quoted } from './quoted.ts';

/** Scopes (RFC 6749 §3.3) and the ceiling of what a client may ask for. */
export const explainScope = {
  scope_not_allowed: ({ refusal }) => {
    const scope = refusal.scope ?? '';
    const of = refusal.resource === null ? '' : ` of ${quoted(refusal.resource)}`;
    return {
      came: `scope = ${quoted(refusal.parameters['scope'] ?? scope)}`,
      expected: `Only scopes that are allowed to this application; ${quoted(scope)}${of} exists, but is not.`,
      mend: `Allow ${quoted(scope)}${of} under Permissions, or leave it out of the request.`,
      ...(scope === '' ? {} : { fix: { kind: 'scope' as const, value: scope, resource: refusal.resource } }),
    };
  },
  scope_not_granted: ({ refusal }) => ({
    came: `scope = ${quoted(refusal.parameters['scope'] ?? refusal.scope ?? '')}`,
    expected: 'No more than what was granted first; a refresh can only narrow it (RFC 6749 §6).',
    mend: 'Leave scope out when refreshing, or start a new authorization that asks for the further scope.',
  }),
  scope_malformed: ({ refusal }) => ({
    came: `scope = ${quoted(refusal.parameters['scope'] ?? '')}`,
    expected: 'Scopes separated by one space, without commas, quotes or line ends (RFC 6749 §3.3).',
    mend: 'Join the scopes with single spaces.',
  }),
  scope_openid_missing: ({ refusal }) => ({
    came:
      refusal.endpoint === 'userinfo'
        ? 'An access token without the scope openid.'
        : `scope = ${quoted(refusal.parameters['scope'] ?? '')}, with parameters of OpenID Connect.`,
    expected: 'The scope openid, which makes it an OpenID Connect request (OIDC Core §3.1.2.1).',
    mend: 'Add openid to the scopes of the authorization request.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;
