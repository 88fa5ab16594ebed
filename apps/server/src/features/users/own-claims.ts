import { StandardClaims } from '@consentry/contract';
import type { z } from 'zod';

/** The claims that users change themselves; all others are the operator's. */
export const OwnClaims = StandardClaims.pick({
  name: true,
  given_name: true,
  family_name: true,
  nickname: true,
  birthdate: true,
  phone_number: true,
  website: true,
  locale: true,
  zoneinfo: true,
});
export type OwnClaims = z.infer<typeof OwnClaims>;
export type OwnClaim = keyof OwnClaims;

/** A claim that is `null` is taken away; one that is absent stays. */
export type OwnClaimsChange = { [K in OwnClaim]?: string | null };

/** The claims after a change. A phone number that is new has not been verified (OIDC Core §5.1). */
export function withOwnClaims(before: StandardClaims, change: OwnClaimsChange): StandardClaims {
  const number = change.phone_number;
  const isNewNumber = number !== undefined && number !== (before.phone_number ?? null);
  const verified = isNewNumber ? { phone_number_verified: number === null ? null : false } : {};
  const merged = Object.entries({ ...before, ...change, ...verified }).filter(([, value]) => value !== null);
  return Object.fromEntries(merged);
}
