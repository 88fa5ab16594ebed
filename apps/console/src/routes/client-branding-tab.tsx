import { UpdateClient, type Client, type LogoTheme, type Versioned } from '@consentry/contract';
import { Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BesidePreview } from '../components/beside-preview.tsx';
import { ConsentPreview } from '../components/consent-preview.tsx';
import { ContactListInput } from '../components/contact-list-input.tsx';
import { Fields } from '../components/fields.tsx';
import { LogoField } from '../components/logo-field.tsx';
import { Section } from '../components/section.tsx';
import { VersionedSaveForm } from '../components/versioned-save-form.tsx';
import { useSaveLogo } from '../data/client-logos.ts';
import { clientVersionQuery, useSaveClient } from '../data/clients.ts';
import {
  brandingBody,
  brandingOf,
  changedLogos,
  LOGO_MEMBERS,
  tidiedBranding,
  type ClientBranding,
} from '../forms/client-branding-values.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import { useVersionedForm } from '../forms/use-versioned-form.ts';

const route = getRouteApi('/applications/$client_id/branding');

export function ClientBrandingTab() {
  const { t } = useTranslation();
  const { client_id } = route.useParams();
  const { data: stored } = useSuspenseQuery(clientVersionQuery(client_id));
  const versioned = useVersionedForm({
    stored,
    toValues: brandingOf,
    toBody: (values: ClientBranding) => brandingBody(tidiedBranding(values)),
    validate: (values) => schemaErrors(UpdateClient, brandingBody(tidiedBranding(values))),
  });
  const { form } = versioned;
  const save = useSaveClient(client_id);
  const saveLogo = useSaveLogo(client_id);
  const saveAll = async (body: UpdateClient, base: Versioned<Client>, values: ClientBranding) => {
    if (Object.keys(body).length > 0) versioned.goOnFrom(await save.mutateAsync({ body, if_match: base.etag }));
    const logos = changedLogos(brandingOf(base.data), values);
    for (const theme of ['light', 'dark'] as const) {
      const uri = logos[theme];
      if (uri !== undefined) await saveLogo.mutateAsync({ theme, uri });
    }
  };
  const preview = (
    <ConsentPreview
      client_id={client_id}
      changes={versioned.changes(form.values)}
      logos={changedLogos(brandingOf(versioned.base.data), form.values)}
    />
  );

  return (
    <VersionedSaveForm
      versioned={versioned}
      mutation={mutationOf(save, saveLogo)}
      nameOf={(member) => t(`client_history.member.${member}`)}
      tidy={tidiedBranding}
      onSave={saveAll}
    >
      <BesidePreview preview={preview}>
        <LogoSection form={form} />
        <PublisherSection form={form} client={stored.data} />
        <LinksSection form={form} />
      </BesidePreview>
    </VersionedSaveForm>
  );
}

type BrandingForm = UseFormReturnType<ClientBranding>;
type Saving = Pick<ReturnType<typeof useSaveLogo>, 'isPending' | 'error' | 'reset'>;

/** One save, of what takes several requests. */
function mutationOf(...parts: Saving[]): Saving {
  return {
    isPending: parts.some(({ isPending }) => isPending),
    error: parts.find(({ error }) => error !== null)?.error ?? null,
    reset: () => {
      for (const part of parts) part.reset();
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
