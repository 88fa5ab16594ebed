import type { Client } from '@consentry/contract';
import { NativeSelect, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ClientSettings } from '../forms/client-settings.ts';
import { ChoiceCards } from './choice-cards.tsx';
import { DurationInput } from './duration-input.tsx';
import { durationWords } from './duration-words.ts';
import { Fields } from './fields.tsx';
import { FoldedSection } from './folded-section.tsx';
import { Notice } from './notice.tsx';
import { useSigningAlgs } from './use-signing-algs.ts';

type SettingsForm = UseFormReturnType<ClientSettings>;
const FORMATS = ['opaque', 'jwt'] as const satisfies Client['access_token_format'][];
const MEMBERS = ['id_token_signed_response_alg', 'id_token_ttl_seconds', 'access_token_ttl_seconds', 'access_token_format'];

/** How tokens look and how long they live. */
export function ClientProtocolFields({ form, client }: { form: SettingsForm; client: Client }) {
  const { t, i18n } = useTranslation();
  const signsIn = client.app_type !== 'machine_to_machine';
  const { access_token_ttl_seconds: lifetime, id_token_signed_response_alg: alg } = client;
  const current = [
    lifetime === null ? t('tokens.default_lifetime') : durationWords(lifetime, i18n.language),
    ...(signsIn ? [alg] : []),
  ].join(' · ');
  return (
    <FoldedSection
      title={t('client_settings.protocol_title')}
      description={t('client_settings.protocol')}
      current={current}
      hasError={MEMBERS.some((member) => form.errors[member] !== undefined)}
    >
      <Fields>
        <DurationInput
          label={t('tokens.access_token_ttl')}
          description={t('tokens.access_token_ttl_hint')}
          placeholder={t('tokens.default_placeholder')}
          value={form.values.access_token_ttl_seconds}
          error={form.errors['access_token_ttl_seconds']}
          onChange={(seconds) => form.setFieldValue('access_token_ttl_seconds', seconds)}
        />
        <ChoiceCards
          legend={t('client_settings.access_token_format')}
          name="access_token_format"
          layout="stack"
          value={form.values.access_token_format}
          onChange={(value) => form.setFieldValue('access_token_format', value)}
          choices={FORMATS.map((value) => ({
            value,
            label: t(`client_settings.format_${value}`),
            hint: t(`client_settings.format_${value}_hint`),
          }))}
        />
        <Notice tone="info">
          <p>{t('client_settings.access_token_format_hint')}</p>
        </Notice>
        {signsIn && <IdTokenFields form={form} />}
      </Fields>
    </FoldedSection>
  );
}

function IdTokenFields({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t('client_settings.id_token_alg')}
        description={t('client_settings.id_token_alg_hint')}
        data={useSigningAlgs(form.values.id_token_signed_response_alg)}
        {...form.getInputProps('id_token_signed_response_alg')}
      />
      <DurationInput
        label={t('tokens.id_token_ttl')}
        description={t('tokens.id_token_ttl_hint')}
        value={form.values.id_token_ttl_seconds}
        error={form.errors['id_token_ttl_seconds']}
        onChange={(seconds) => form.setFieldValue('id_token_ttl_seconds', seconds)}
      />
      <Switch
        label={t('client_settings.id_token_scope_claims')}
        description={t('client_settings.id_token_scope_claims_hint')}
        {...form.getInputProps('id_token_scope_claims', { type: 'checkbox' })}
      />
    </>
  );
}
