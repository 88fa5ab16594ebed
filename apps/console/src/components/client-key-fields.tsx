import { Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ClientSettings } from '../forms/client-settings.ts';
import { ChoiceCards } from './choice-cards.tsx';

type SettingsForm = UseFormReturnType<ClientSettings>;
const KEY_SOURCES = ['jwks_uri', 'jwks'] as const;

/** The app’s public keys: what it signs is verified, and what it is sent is encrypted, with them. */
export function ClientKeyFields({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceCards
        legend={t('client_auth.keys')}
        name="key_source"
        value={form.values.key_source}
        onChange={(value) => form.setFieldValue('key_source', value)}
        choices={KEY_SOURCES.map((value) => ({
          value,
          label: t(`client_auth.source_${value}`),
          hint: t(`client_auth.source_${value}_hint`),
        }))}
      />
      {form.values.key_source === 'jwks_uri' ? (
        <TextInput
          label={t('client_auth.jwks_uri')}
          description={t('client_auth.jwks_uri_hint')}
          placeholder="https://app.example.com/.well-known/jwks.json"
          type="url"
          spellCheck={false}
          autoCapitalize="none"
          dir="ltr"
          {...form.getInputProps('jwks_uri')}
        />
      ) : (
        <KeySetInput form={form} />
      )}
    </>
  );
}

function KeySetInput({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  const ofOneKey = Object.entries(form.errors).find(([path]) => path.startsWith('jwks.'))?.[1];
  return (
    <Textarea
      label={t('client_auth.jwks')}
      description={t('client_auth.jwks_hint')}
      placeholder='{ "keys": [{ "kty": "EC", "crv": "P-256", "kid": "…", "x": "…", "y": "…" }] }'
      rows={8}
      spellCheck={false}
      autoCapitalize="none"
      dir="ltr"
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      {...form.getInputProps('jwks')}
      error={form.errors['jwks'] ?? ofOneKey}
    />
  );
}
