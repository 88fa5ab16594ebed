import { z } from 'zod';
import type { AppTypeForRedirects } from './redirect-uri.ts';

/** RFC 8628 §3.4 */
export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** RFC 8693 §2.1 */
export const TOKEN_EXCHANGE_GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';

export const GRANT_TYPES = ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_CODE_GRANT, TOKEN_EXCHANGE_GRANT] as const;
export const GrantType = z.enum(GRANT_TYPES).meta({ id: 'GrantType' });
export type GrantType = z.infer<typeof GrantType>;

/**
 * What each type of application may use (RFC 6749 §1.3). A machine acts for itself, or for the person whose token it was handed; an
 * application with users never gets by itself what its ceiling allows it with their consent. Public applications exchange nothing:
 * nobody would know who asks (RFC 8693 §2.1).
 */
export const GRANT_TYPES_OF: Readonly<Record<AppTypeForRedirects, readonly GrantType[]>> = {
  traditional_web: ['authorization_code', 'refresh_token', TOKEN_EXCHANGE_GRANT],
  single_page: ['authorization_code', 'refresh_token'],
  native: ['authorization_code', 'refresh_token', DEVICE_CODE_GRANT],
  machine_to_machine: ['client_credentials', TOKEN_EXCHANGE_GRANT],
};

/** Grants that an operator has to ask for by name: each lets a client do what others of its kind may not. */
export const GRANT_TYPES_BY_NAME: readonly GrantType[] = [DEVICE_CODE_GRANT, TOKEN_EXCHANGE_GRANT];

/** Says why an application of this type cannot be limited to these grants, or `null` when it can. */
export function grantTypesProblem(grantTypes: readonly GrantType[], appType: AppTypeForRedirects): string | null {
  const allowed = GRANT_TYPES_OF[appType];
  const foreign = grantTypes.find((grantType) => !allowed.includes(grantType));
  if (foreign !== undefined) return `“${foreign}” is not for ${appType} applications; they may have ${allowed.join(', ')}`;
  if (grantTypes.some((grantType) => grantType !== 'refresh_token')) return null;
  const first = allowed.find((grantType) => grantType !== 'refresh_token') ?? '';
  return `must name a grant that a token can begin with, such as ${first}`;
}
