import type { StandardClaims } from '@consentry/contract';
import type { UserRow } from '../../features/users/find-user.ts';
import { permissionValues } from '../consent/scope-texts.ts';
import type { PlainMessageKey } from '../messages/messages.ts';
import { languageName } from './language-name.ts';
import type { ProfileFact, ProfileView } from './profile-view.ts';

/** Claims that are one text, in the order people read them. */
const TEXT_CLAIMS = [
  ['name', 'form.name'],
  ['given_name', 'claim.given_name'],
  ['middle_name', 'claim.middle_name'],
  ['family_name', 'claim.family_name'],
  ['nickname', 'claim.nickname'],
  ['preferred_username', 'claim.preferred_username'],
  ['profile', 'claim.profile'],
  ['picture', 'claim.picture'],
  ['website', 'claim.website'],
  ['gender', 'claim.gender'],
  ['birthdate', 'claim.birthdate'],
  ['zoneinfo', 'claim.zoneinfo'],
] as const satisfies (readonly [keyof StandardClaims, PlainMessageKey])[];

/** All that is on file about a person and may be shared; what is absent is not mentioned. */
export function presentProfile(user: UserRow, locale: string): ProfileView {
  const { claims } = user;
  const facts = [
    fact('account.username', [user.username]),
    fact('account.email', [user.email ?? ''], user.email_verified),
    ...TEXT_CLAIMS.map(([claim, label]) => fact(label, [claims[claim] ?? ''])),
    fact('claim.locale', [claims.locale === undefined ? '' : languageName(claims.locale, locale)]),
    fact('claim.phone_number', [claims.phone_number ?? ''], claims.phone_number_verified ?? false),
    fact('claim.address', permissionValues('address', claims)),
    fact('claim.groups', user.groups),
  ];
  return { name: claims.name ?? user.username, facts: facts.filter(({ values }) => values.length > 0) };
}

function fact(label: PlainMessageKey, values: readonly string[], verified: boolean | null = null): ProfileFact {
  return { label, values: values.filter((value) => value !== ''), verified };
}
