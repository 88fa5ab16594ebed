import type { Client } from '@consentry/contract';
import { Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ClientSettings } from '../forms/client-settings.ts';
import { DurationInput } from './duration-input.tsx';
import { Fields } from './fields.tsx';
import { FoldedSection } from './folded-section.tsx';

const MEMBERS = ['default_max_age', 'require_auth_time', 'initiate_login_uri'] as const;

/** What the app wants of every sign-in without asking, and where one may be started (OIDC Registration §2, OIDC Core §4). */
export function ClientSignInFields({ form, client }: { form: UseFormReturnType<ClientSettings>; client: Client }) {
  const { t } = useTranslation();
  return (
    <FoldedSection
      title={t('client_sign_in.title')}
      description={t('client_sign_in.lead')}
      current={client.initiate_login_uri === null ? t('client_sign_in.current_usual') : t('client_sign_in.current_started')}
      hasError={MEMBERS.some((member) => form.errors[member] !== undefined)}
    >
      <Fields>
        <DurationInput
          label={t('client_sign_in.default_max_age')}
          description={t('client_sign_in.default_max_age_hint')}
          placeholder={t('client_sign_in.default_max_age_none')}
          value={form.values.default_max_age}
          error={form.errors['default_max_age']}
          onChange={(seconds) => form.setFieldValue('default_max_age', seconds)}
        />
        <Switch
          label={t('client_sign_in.require_auth_time')}
          description={t('client_sign_in.require_auth_time_hint')}
          {...form.getInputProps('require_auth_time', { type: 'checkbox' })}
        />
        <TextInput
          label={t('client_sign_in.initiate_login_uri')}
          description={t('client_sign_in.initiate_login_uri_hint')}
          placeholder="https://app.example.com/login"
          type="url"
          spellCheck={false}
          autoCapitalize="none"
          dir="ltr"
          {...form.getInputProps('initiate_login_uri')}
        />
      </Fields>
    </FoldedSection>
  );
}
