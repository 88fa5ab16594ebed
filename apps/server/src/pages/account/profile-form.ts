import type { StandardClaims } from '@consentry/contract';
import { OwnClaims, type OwnClaim, type OwnClaimsChange } from '../../features/users/own-claims.ts';
import type { FormFaults } from './form-faults.ts';
import { PROFILE_FIELDS } from './profile-fields.ts';

/** What stands in the fields. */
export type ProfileValues = Record<OwnClaim, string>;

export interface ProfileForm {
  /** As it was typed, to be shown again. */
  values: ProfileValues;
  /** What is to be another one than on file; `null`: nothing any more. */
  change: OwnClaimsChange;
  errors: FormFaults<OwnClaim>['errors'];
}

export function profileValues(claims: StandardClaims): ProfileValues {
  // Each field once: the names of `PROFILE_FIELDS` are those of the record.
  return Object.fromEntries(PROFILE_FIELDS.map(({ name }) => [name, claims[name] ?? ''])) as ProfileValues;
}

/** Reads the form against what is on file. Only what differs is judged: what somebody else has put there is no obstacle to the rest. */
export function readProfileForm(form: Readonly<Record<string, string>>, claims: StandardClaims): ProfileForm {
  const before = profileValues(claims);
  const sent = PROFILE_FIELDS.map(({ name }) => [name, normal(name, form[name] ?? before[name])] as const);
  const differing = sent.filter(([name, value]) => value !== before[name]);
  const change: OwnClaimsChange = Object.fromEntries(differing.map(([name, value]) => [name, value === '' ? null : value]));
  // The names are those of the fields, which the compiler can't follow.
  const values = Object.fromEntries(PROFILE_FIELDS.map(({ name }) => [name, form[name] ?? before[name]])) as ProfileValues;
  return { values, change, errors: errorsOf(change) };
}

function errorsOf(change: OwnClaimsChange): ProfileForm['errors'] {
  const kept = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));
  const parsed = OwnClaims.safeParse(kept);
  const wrong = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]));
  if (typeof change.zoneinfo === 'string' && !isTimeZone(change.zoneinfo)) wrong.add('zoneinfo');
  return Object.fromEntries(PROFILE_FIELDS.filter(({ name }) => wrong.has(name)).map(({ name, error }) => [name, error]));
}

function normal(name: OwnClaim, value: string): string {
  const trimmed = value.trim();
  // As people write phone numbers; what is stored is E.164.
  return name === 'phone_number' ? trimmed.replaceAll(/[\s()./\u2010-\u2015-]/g, '') : trimmed;
}

/** A name of the IANA time zone database, which is what the claim is (OIDC Core §5.1). */
function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat && /^[A-Za-z]/.test(name);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
