import { UpdateClient, type Client, type LogoTheme } from '@consentry/contract';
import { Switch, TextInput } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BesidePreview } from '../components/beside-preview.tsx';
import { ConsentPreview } from '../components/consent-preview.tsx';
import { ContactListInput } from '../components/contact-list-input.tsx';
import { Fields } from '../components/fields.tsx';
import { LogoField } from '../components/logo-field.tsx';
import { SaveForm } from '../components/save-form.tsx';
import { Section } from '../components/section.tsx';
import { useSaveLogo } from '../data/client-logos.ts';
import { clientQuery, useUpdateClient } from '../data/clients.ts';
import { changedMembers } from '../forms/changed-members.ts';
import {
  brandingBody,
  brandingOf,
  changedLogos,
  LOGO_MEMBERS,
  tidiedBranding,
  type ClientBranding,
} from '../forms/client-branding-values.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import { useStoredForm } from '../forms/use-stored-form.ts';

const route = getRouteApi('/applications/$client_id/branding');

export function ClientBrandingTab() {
  const { client_id } = route.useParams();
  const { data: client } = useSuspenseQuery(clientQuery(client_id));
  const form = useStoredForm<ClientBranding>(brandingOf(client), (values) =>
    schemaErrors(UpdateClient, brandingBody(tidiedBranding(values))),
  );
  const update = useUpdateClient(client_id);
  const saveLogo = useSaveLogo(client_id);
  const save = async (values: ClientBranding) => {
    const body = brandingBody(changedMembers(form.getInitialValues(), values));
    if (Object.keys(body).length > 0) await update.mutateAsync(body);
    const logos = changedLogos(form.getInitialValues(), values);
    for (const theme of ['light', 'dark'] as const) {
      const uri = logos[theme];
      if (uri !== undefined) await saveLogo.mutateAsync({ theme, uri });
    }
  };
  const preview = (
    <ConsentPreview
      client_id={client_id}
      changes={brandingBody(changedMembers(form.getInitialValues(), tidiedBranding(form.values)))}
      logos={changedLogos(form.getInitialValues(), form.values)}
    />
  );

  return (
    <SaveForm form={form} mutation={mutationOf(update, saveLogo)} tidy={tidiedBranding} onSave={save}>
      <BesidePreview preview={preview}>
        <LogoSection form={form} />
        <PublisherSection form={form} client={client} />
        <LinksSection form={form} />
      </BesidePreview>
    </SaveForm>
  );
}

type BrandingForm = ReturnType<typeof useStoredForm<ClientBranding>>;
type Saving = Pick<ReturnType<typeof useUpdateClient>, 'isPending' | 'error' | 'reset'>;

/** One save, of what takes several requests. */
function mutationOf(update: Saving, saveLogo: Pick<ReturnType<typeof useSaveLogo>, 'isPending' | 'error' | 'reset'>): Saving {
  return {
    isPending: update.isPending || saveLogo.isPending,
    error: update.error ?? saveLogo.error,
    reset: () => {
      update.reset();
      saveLogo.reset();
    },
  };
}

function LogoSection({ form }: { form: BrandingForm }) {
  const { t } = useTranslation();
  const field = (theme: LogoTheme) => (
    <LogoField
      key={theme}
      theme={theme}
      value={form.values[LOGO_MEMBERS[theme]]}
      error={undefined}
      onChange={(uri) => form.setFieldValue(LOGO_MEMBERS[theme], uri)}
    />
  );
  return (
    <Section title={t('branding.logo_title')} description={t('branding.logo')}>
      <Fields>{(['light', 'dark'] as const).map(field)}</Fields>
    </Section>
  );
}

function PublisherSection({ form, client }: { form: BrandingForm; client: Client }) {
  const { t } = useTranslation();
  const isThird = client.party === 'third_party';
  return (
    <Section title={t('branding.publisher_title')} description={t(isThird ? 'branding.publisher' : 'branding.publisher_first_party')}>
      <Fields>
        <TextInput
          label={t('branding.publisher_name')}
          description={t('branding.publisher_name_hint')}
          dir="auto"
          autoComplete="off"
          {...form.getInputProps('publisher_name')}
        />
        <Switch
          label={t('branding.publisher_verified')}
          description={t('branding.publisher_verified_hint')}
          disabled={form.values.publisher_name.trim() === ''}
          {...form.getInputProps('publisher_verified', { type: 'checkbox' })}
        />
        <LinkInput form={form} member="client_uri" />
      </Fields>
    </Section>
  );
}

function LinksSection({ form }: { form: BrandingForm }) {
  const { t } = useTranslation();
  return (
    <Section title={t('branding.links_title')} description={t('branding.links')}>
      <Fields>
        <LinkInput form={form} member="tos_uri" />
        <LinkInput form={form} member="policy_uri" />
        <ContactListInput
          contacts={form.values.contacts}
          errorOf={(index) => form.errors[`contacts.${index}`]}
          onChange={(contacts) => form.setFieldValue('contacts', contacts)}
        />
      </Fields>
    </Section>
  );
}

function LinkInput({ form, member }: { form: BrandingForm; member: 'client_uri' | 'tos_uri' | 'policy_uri' }) {
  const { t } = useTranslation();
  return (
    <TextInput
      label={t(`branding.${member}`)}
      placeholder="https://"
      type="url"
      dir="ltr"
      spellCheck={false}
      autoComplete="off"
      {...form.getInputProps(member)}
    />
  );
}
