import type { Client } from '@consentry/contract';
import { Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BackchannelLogoutFields } from '../components/backchannel-logout-fields.tsx';
import { ClientAnswerFields } from '../components/client-answer-fields.tsx';
import { ClientAuthenticationFields } from '../components/client-authentication-fields.tsx';
import { ClientGrantFields } from '../components/client-grant-fields.tsx';
import { ClientOriginFields } from '../components/client-origin-fields.tsx';
import { ClientProfileSection } from '../components/client-profile-section.tsx';
import { ClientProtocolFields } from '../components/client-protocol-fields.tsx';
import { ClientRefreshFields } from '../components/client-refresh-fields.tsx';
import { ClientSignInFields } from '../components/client-sign-in-fields.tsx';
import { ClientSubjectFields } from '../components/client-subject-fields.tsx';
import { Fields } from '../components/fields.tsx';
import { LogoutDeliveryList } from '../components/logout-delivery-list.tsx';
import { Section } from '../components/section.tsx';
import { UriListInput } from '../components/uri-list-input.tsx';
import { VersionedSaveForm } from '../components/versioned-save-form.tsx';
import { clientVersionQuery, useSaveClient } from '../data/clients.ts';
import { clientSettingsErrors } from '../forms/client-settings-errors.ts';
import { CERTIFICATE_NAMES, settingsBody, settingsOf, type ClientSettings } from '../forms/client-settings.ts';
import { withoutEmpty } from '../forms/redirect-uri-text.ts';
import { useVersionedForm } from '../forms/use-versioned-form.ts';

const route = getRouteApi('/applications/$client_id/settings');

export function ClientSettingsTab() {
  const { t } = useTranslation();
  const { client_id } = route.useParams();
  const { data: stored } = useSuspenseQuery(clientVersionQuery(client_id));
  const client = stored.data;
  const save = useSaveClient(client_id);
  const versioned = useVersionedForm({
    stored,
    toValues: settingsOf,
    toBody: settingsBody,
    validate: (values) => clientSettingsErrors(tidied(values), { appType: client.app_type, t }),
  });
  const { form } = versioned;
  const signsIn = client.app_type !== 'machine_to_machine';

  return (
    <>
      <VersionedSaveForm
        versioned={versioned}
        mutation={save}
        nameOf={(member) => t(`client_history.member.${member}`)}
        tidy={tidied}
        onSave={(body, { etag }) => save.mutateAsync({ body, if_match: etag })}
      >
        <AboutSection form={form} />
        {signsIn && <RedirectsSection form={form} client={client} />}
        <ClientAuthenticationFields form={form} client={client} />
        <ClientGrantFields form={form} client={client} />
        <ClientProtocolFields form={form} client={client} />
        {form.values.grant_types.includes('refresh_token') && <ClientRefreshFields form={form} client={client} />}
        {signsIn && <ClientOriginFields form={form} client={client} />}
        {signsIn && <ClientSubjectFields form={form} client={client} />}
        {signsIn && <ClientSignInFields form={form} client={client} />}
        {signsIn && <ClientAnswerFields form={form} client={client} />}
        {signsIn && <BackchannelLogoutFields form={form} client={client} />}
      </VersionedSaveForm>
      <ClientProfileSection client={client} />
      {signsIn && <LogoutDeliveryList client={client} />}
    </>
  );
}

type SettingsForm = UseFormReturnType<ClientSettings>;

function tidied(values: ClientSettings): ClientSettings {
  return {
    ...values,
    redirect_uris: withoutEmpty(values.redirect_uris),
    post_logout_redirect_uris: withoutEmpty(values.post_logout_redirect_uris),
    cors_origins: withoutEmpty(values.cors_origins),
    backchannel_logout_uri: values.backchannel_logout_uri.trim(),
    jwks_uri: values.jwks_uri.trim(),
    sector_identifier_uri: values.sector_identifier_uri.trim(),
    initiate_login_uri: values.initiate_login_uri.trim(),
    ...(Object.fromEntries(CERTIFICATE_NAMES.map((name) => [name, values[name].trim()])) as Pick<
      ClientSettings,
      (typeof CERTIFICATE_NAMES)[number]
    >),
  };
}

function AboutSection({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <Section title={t('client_settings.about')}>
      <Fields>
        <TextInput
          label={t('new_client.name')}
          description={t('new_client.name_hint')}
          dir="auto"
          required
          {...form.getInputProps('name')}
        />
        <Textarea
          label={t('new_client.description')}
          description={t('new_client.description_hint')}
          dir="auto"
          rows={2}
          {...form.getInputProps('description')}
        />
      </Fields>
    </Section>
  );
}

function RedirectsSection({ form, client }: { form: SettingsForm; client: Client }) {
  const { t } = useTranslation();
  const description = t(client.app_type === 'native' ? 'client_settings.redirects_native' : 'client_settings.redirects');
  return (
    <Section title={t('client_settings.redirects_title')} description={description}>
      <Fields>
        {(['redirect_uris', 'post_logout_redirect_uris'] as const).map((member) => (
          <UriListInput
            key={member}
            member={member}
            label={t(`client_settings.${member}`)}
            description={t(`client_settings.${member}_hint`)}
            appType={client.app_type}
            uris={form.values[member]}
            errorOf={(index) => form.errors[`${member}.${index}`]}
            onChange={(uris) => form.setFieldValue(member, uris)}
          />
        ))}
      </Fields>
    </Section>
  );
}
