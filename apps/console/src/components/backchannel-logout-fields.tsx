import type { Client } from '@consentry/contract';
import { Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backchannelLogoutText } from '../forms/backchannel-logout-text.ts';
import type { ClientSettings } from '../forms/client-settings.ts';
import { isUnfinished } from '../forms/redirect-uri-text.ts';
import { Fields } from './fields.tsx';
import { Section } from './section.tsx';

/** Where the app is told that a session has ended (OIDC Back-Channel Logout §2.2); the URI is checked as it is typed. */
export function BackchannelLogoutFields({ form, client }: { form: UseFormReturnType<ClientSettings>; client: Client }) {
  const { t } = useTranslation();
  const [wasLeft, setLeft] = useState(false);
  const uri = form.values.backchannel_logout_uri;
  const typed = isUnfinished(uri) && !wasLeft ? null : backchannelLogoutText(uri, { appType: client.app_type, t });
  return (
    <Section title={t('backchannel_logout.title')} description={t('backchannel_logout.lead')}>
      <Fields>
        <TextInput
          label={t('backchannel_logout.uri')}
          description={t('backchannel_logout.uri_hint')}
          placeholder="https://app.example.com/backchannel-logout"
          type="url"
          spellCheck={false}
          autoCapitalize="none"
          dir="ltr"
          value={uri}
          error={typed ?? form.errors['backchannel_logout_uri']}
          onBlur={() => setLeft(true)}
          onChange={(event) => form.setFieldValue('backchannel_logout_uri', event.currentTarget.value)}
        />
        <Switch
          label={t('backchannel_logout.session')}
          description={t('backchannel_logout.session_hint')}
          {...form.getInputProps('backchannel_logout_session_required', { type: 'checkbox' })}
        />
      </Fields>
    </Section>
  );
}
