import type { OwnClaim } from '../../features/users/own-claims.ts';
import type { PlainMessageKey } from '../messages/messages.ts';
import type { FieldErrorKey } from './form-faults.ts';

interface ProfileField {
  name: OwnClaim;
  label: PlainMessageKey;
  /** HTML’s token for it (HTML §4.10.18.7). */
  autocomplete: string;
  max_length: number;
  type?: 'tel' | 'url';
  hint?: PlainMessageKey;
  error: FieldErrorKey;
  /** Not for prose: no capitals and no corrections by the keyboard. */
  verbatim?: boolean;
}

const TEXT = { max_length: 500, error: 'field_error.name_invalid' } as const;

/** The claims that people change themselves, in the order of the form; each field is named as its claim. */
export const PROFILE_FIELDS: readonly ProfileField[] = [
  { ...TEXT, name: 'name', label: 'form.name', autocomplete: 'name' },
  { ...TEXT, name: 'given_name', label: 'claim.given_name', autocomplete: 'given-name' },
  { ...TEXT, name: 'family_name', label: 'claim.family_name', autocomplete: 'family-name' },
  { ...TEXT, name: 'nickname', label: 'claim.nickname', autocomplete: 'nickname' },
  {
    name: 'birthdate',
    label: 'claim.birthdate',
    autocomplete: 'bday',
    max_length: 10,
    hint: 'account.birthdate_hint',
    error: 'field_error.birthdate_invalid',
    verbatim: true,
  },
  {
    name: 'phone_number',
    label: 'claim.phone_number',
    autocomplete: 'tel',
    max_length: 40,
    type: 'tel',
    hint: 'account.phone_number_hint',
    error: 'field_error.phone_number_invalid',
  },
  { name: 'website', label: 'claim.website', autocomplete: 'url', max_length: 2048, type: 'url', error: 'field_error.website_invalid' },
  { ...TEXT, name: 'locale', label: 'claim.locale', autocomplete: 'language' },
  {
    name: 'zoneinfo',
    label: 'claim.zoneinfo',
    autocomplete: 'off',
    max_length: 500,
    hint: 'account.zoneinfo_hint',
    error: 'field_error.zoneinfo_invalid',
    verbatim: true,
  },
];
