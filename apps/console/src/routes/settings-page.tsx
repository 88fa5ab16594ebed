import { Settings } from '@consentry/contract';
import { Switch, TextInput } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Fields } from '../components/fields.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { ValueItem, ValueList } from '../components/value-list.tsx';
import { VersionedSaveForm } from '../components/versioned-save-form.tsx';
import { serverQuery } from '../data/server.ts';
import { settingsVersionQuery, useSaveSettings } from '../data/settings.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import { useVersionedForm } from '../forms/use-versioned-form.ts';

export function SettingsPage() {
  const { t } = useTranslation();
  const { data: stored } = useSuspenseQuery(settingsVersionQuery());
  const { data: server } = useSuspenseQuery(serverQuery());
  const save = useSaveSettings();
  const versioned = useVersionedForm<Settings, Settings, Settings>({
    stored,
    toValues: (settings) => settings,
    toBody: (values) => values,
    validate: (values) => schemaErrors(Settings, values),
  });
  const { form } = versioned;

  return (
    <Page title={t('settings.title')} width="form">
      <VersionedSaveForm
        versioned={versioned}
        mutation={save}
        nameOf={(member) => t(`settings.${member}`)}
        onSave={(body, { etag }) => save.mutateAsync({ body, if_match: etag })}
      >
        <Section title={t('settings.hosted_title')} description={t('settings.hosted')}>
          <Fields>
            <TextInput
              label={t('settings.product_name')}
              description={t('settings.product_name_hint')}
              required
              dir="auto"
              autoComplete="off"
              {...form.getInputProps('product_name')}
            />
            <Switch
              label={t('settings.sign_up_enabled')}
              description={t('settings.sign_up_enabled_hint')}
              {...form.getInputProps('sign_up_enabled', { type: 'checkbox' })}
            />
          </Fields>
        </Section>
      </VersionedSaveForm>
      <Section title={t('page_texts.section')} description={t('page_texts.section_hint')}>
        <div>
          <Link to="/settings/texts">{t('page_texts.link')}</Link>
        </div>
      </Section>
      <Section title={t('signing_keys.title')} description={t('signing_keys.section')}>
        <div>
          <Link to="/settings/signing-keys">{t('signing_keys.link')}</Link>
        </div>
      </Section>
      <Section title={t('discovery.title')} description={t('discovery.section')}>
        <div>
          <Link to="/settings/discovery">{t('discovery.link')}</Link>
        </div>
      </Section>
      <Section title={t('settings.server_title')}>
        <ValueList>
          <ValueItem label={t('credentials.issuer')} value={server.issuer} />
        </ValueList>
        <p className="quiet">
          {t('settings.storage')}: {t(`settings.storage_${server.storage}`)}
        </p>
      </Section>
    </Page>
  );
}
