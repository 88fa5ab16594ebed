import { Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { TextClaim, UserValues } from '../forms/user-values.ts';
import { Fields } from './fields.tsx';
import { GroupListInput } from './group-list-input.tsx';
import { Section } from './section.tsx';

interface UserFieldsProps {
  form: UseFormReturnType<UserValues>;
}

const MORE_CLAIMS = ['given_name', 'family_name', 'nickname', 'phone_number', 'locale', 'zoneinfo', 'picture', 'website'] as const;
const HINTED = { phone_number: 'phone_number_hint', locale: 'locale_hint', zoneinfo: 'zoneinfo_hint' } as const;
/** Hints below the fields, so that two fields abreast stay level. */
const HINT_BELOW: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
const LEFT_TO_RIGHT: readonly TextClaim[] = ['phone_number', 'locale', 'zoneinfo', 'picture', 'website'];

/** Username, name and address: what every user has. */
export function UserIdentityFields({ form }: UserFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t('users.username')}
        description={t('users.username_hint')}
        inputWrapperOrder={HINT_BELOW}
        required
        dir="auto"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...form.getInputProps('username')}
      />
      <TextInput label={t('users.name')} dir="auto" autoComplete="off" {...form.getInputProps('claims.name')} />
      <TextInput label={t('users.email')} type="email" dir="ltr" autoComplete="off" {...form.getInputProps('email')} />
      <Switch
        label={t('users.email_verified')}
        description={t('users.email_verified_hint')}
        disabled={form.values.email.trim() === ''}
        {...form.getInputProps('email_verified', { type: 'checkbox' })}
      />
    </>
  );
}

/** The other standard claims (OIDC Core §5.1). */
export function UserClaimFields({ form }: UserFieldsProps) {
  const { t } = useTranslation();
  return (
    <Fields columns={2}>
      {MORE_CLAIMS.map((claim) => (
        <TextInput
          key={claim}
          label={t(`users.${claim}`)}
          description={claim in HINTED ? t(`users.${HINTED[claim as keyof typeof HINTED]}`) : undefined}
          inputWrapperOrder={HINT_BELOW}
          dir={LEFT_TO_RIGHT.includes(claim) ? 'ltr' : 'auto'}
          autoComplete="off"
          {...form.getInputProps(`claims.${claim}`)}
        />
      ))}
    </Fields>
  );
}

export function UserAccessFields({ form }: UserFieldsProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('users.access_title')}>
      <Fields>
        <GroupListInput
          groups={form.values.groups}
          error={form.errors['groups']}
          onChange={(groups) => form.setFieldValue('groups', groups)}
        />
        <Switch
          label={t('users.operator_switch')}
          description={t('users.operator_hint')}
          {...form.getInputProps('operator', { type: 'checkbox' })}
        />
      </Fields>
    </Section>
  );
}
