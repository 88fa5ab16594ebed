import type { StandardClaims, UpdateUser, User } from '@consentry/contract';

/** Claims that the console edits as text; the others stay as they are. */
export const TEXT_CLAIMS = [
  'name',
  'given_name',
  'family_name',
  'nickname',
  'phone_number',
  'locale',
  'zoneinfo',
  'picture',
  'website',
] as const satisfies (keyof StandardClaims)[];
export type TextClaim = (typeof TEXT_CLAIMS)[number];

export interface UserValues {
  username: string;
  email: string;
  email_verified: boolean;
  claims: Record<TextClaim, string>;
  groups: string[];
  operator: boolean;
}

export function valuesOf(user: User): UserValues {
  const { username, email, email_verified, claims, groups, operator } = user;
  const texts = Object.fromEntries(TEXT_CLAIMS.map((claim) => [claim, claims[claim] ?? '']));
  return { username, email: email ?? '', email_verified, claims: texts as Record<TextClaim, string>, groups, operator };
}

/** A text that was emptied is no claim; the claims that the form does not show are kept. */
export function bodyOf(values: UserValues, kept: StandardClaims): UpdateUser {
  const others = Object.entries(kept).filter(([claim]) => !(TEXT_CLAIMS as readonly string[]).includes(claim));
  const texts = Object.entries(values.claims).flatMap(([claim, text]) => (text.trim() === '' ? [] : [[claim, text.trim()]]));
  const email = values.email.trim();
  return {
    username: values.username,
    email: email === '' ? null : email,
    email_verified: email !== '' && values.email_verified,
    claims: Object.fromEntries([...others, ...texts]),
    groups: values.groups,
    operator: values.operator,
  };
}

export const EMPTY_USER: UserValues = {
  username: '',
  email: '',
  email_verified: false,
  claims: { name: '', given_name: '', family_name: '', nickname: '', phone_number: '', locale: '', zoneinfo: '', picture: '', website: '' },
  groups: [],
  operator: false,
};
