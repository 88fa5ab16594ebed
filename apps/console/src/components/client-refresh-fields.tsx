import { MAX_REFRESH_TOKEN_TTL_SECONDS, type Client } from '@consentry/contract';
import { Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ClientSettings } from '../forms/client-settings.ts';
import { DurationInput } from './duration-input.tsx';
import { durationWords } from './duration-words.ts';
import { Fields } from './fields.tsx';
import { FoldedSection } from './folded-section.tsx';
import { Notice } from './notice.tsx';

const MEMBERS = ['refresh_token_rotation', 'refresh_token_ttl_seconds', 'refresh_token_idle_ttl_seconds'];

/** How long the app stays connected without the person, and whether each refresh token is good once. */
export function ClientRefreshFields({ form, client }: { form: UseFormReturnType<ClientSettings>; client: Client }) {
  const { t, i18n } = useTranslation();
  const isPublic = client.token_endpoint_auth_method === 'none';
  const { refresh_token_rotation: rotates } = form.values;
  const words = (seconds: number) => durationWords(seconds, i18n.language, MAX_REFRESH_TOKEN_TTL_SECONDS) ?? '';
  return (
    <FoldedSection
      title={t('refresh.title')}
      description={t('refresh.lead')}
      current={t('refresh.current', {
        idle: words(client.refresh_token_idle_ttl_seconds),
        absolute: words(client.refresh_token_ttl_seconds),
      })}
      hasError={MEMBERS.some((member) => form.errors[member] !== undefined)}
    >
      <Fields>
        <Switch
          label={t('refresh.rotation')}
          description={isPublic ? t('refresh.rotation_public') : t('refresh.rotation_hint')}
          disabled={isPublic}
          {...form.getInputProps('refresh_token_rotation', { type: 'checkbox' })}
        />
        {!rotates && (
          <Notice tone="warning">
            <p>{t('refresh.rotation_off')}</p>
          </Notice>
        )}
        <DurationInput
          label={t('refresh.idle')}
          description={t('refresh.idle_hint')}
          value={form.values.refresh_token_idle_ttl_seconds}
          error={form.errors['refresh_token_idle_ttl_seconds']}
          onChange={(seconds) => form.setFieldValue('refresh_token_idle_ttl_seconds', seconds)}
        />
        <DurationInput
          label={t('refresh.absolute')}
          description={t('refresh.absolute_hint')}
          value={form.values.refresh_token_ttl_seconds}
          error={form.errors['refresh_token_ttl_seconds']}
          onChange={(seconds) => form.setFieldValue('refresh_token_ttl_seconds', seconds)}
        />
      </Fields>
    </FoldedSection>
  );
}
