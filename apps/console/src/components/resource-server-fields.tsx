import { NativeSelect, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResourceServerValues } from '../forms/resource-server-values.ts';
import { ChoiceCards } from './choice-cards.tsx';
import { DetailsTypeListInput } from './details-type-list-input.tsx';
import { durationWords } from './duration-words.ts';
import { Fields } from './fields.tsx';
import { ScopeListInput } from './scope-list-input.tsx';
import { Section } from './section.tsx';
import { useSigningAlgs } from './use-signing-algs.ts';

const FORMATS = ['jwt', 'opaque'] as const satisfies ResourceServerValues['access_token_format'][];

interface ResourceServerFieldsProps {
  form: UseFormReturnType<ResourceServerValues>;
  /** The resource URI: a field while the API is new, a value after. */
  resource: ReactNode;
}

/** The fields that creating and editing an API have in common. */
export function ResourceServerFields({ form, resource }: ResourceServerFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('resource_servers.about')}>
        <Fields>
          <TextInput
            label={t('resource_servers.name')}
            description={t('resource_servers.name_hint')}
            required
            dir="auto"
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          {resource}
        </Fields>
      </Section>
      <Section title={t('resource_servers.scopes_title')} description={t('resource_servers.scopes')}>
        <ScopeListInput
          scopes={form.values.scopes}
          errorOf={(path) => form.errors[`scopes.${path}`]}
          onChange={(scopes) => form.setFieldValue('scopes', scopes)}
        />
      </Section>
      <Section title={t('details_types.title')} description={t('details_types.lead')}>
        <DetailsTypeListInput
          types={form.values.authorization_details_types}
          errorOf={(path) => form.errors[`authorization_details_types.${path}`]}
          onChange={(types) => form.setFieldValue('authorization_details_types', types)}
        />
      </Section>
      <TokenSection form={form} />
    </>
  );
}

function TokenSection({ form }: Pick<ResourceServerFieldsProps, 'form'>) {
  const { t, i18n } = useTranslation();
  const duration = durationWords(Number(form.values.access_token_ttl_seconds), i18n.language);
  return (
    <Section title={t('resource_servers.tokens_title')} description={t('resource_servers.tokens')}>
      <Fields>
        <ChoiceCards
          legend={t('resource_servers.format')}
          name="access_token_format"
          layout="stack"
          value={form.values.access_token_format}
          onChange={(value) => form.setFieldValue('access_token_format', value)}
          choices={FORMATS.map((value) => ({
            value,
            label: t(`resource_servers.format_${value}`),
            hint: t(`resource_servers.format_${value}_hint`),
          }))}
        />
        <TextInput
          label={t('resource_servers.ttl')}
          description={
            duration === null
              ? t('resource_servers.ttl_hint')
              : `${t('resource_servers.ttl_hint')} ${t('resource_servers.ttl_readable', { duration })}`
          }
          inputMode="numeric"
          {...form.getInputProps('access_token_ttl_seconds')}
        />
        <NativeSelect
          label={t('resource_servers.alg')}
          data={useSigningAlgs(form.values.access_token_signing_alg)}
          disabled={form.values.access_token_format === 'opaque'}
          {...form.getInputProps('access_token_signing_alg')}
        />
        <Switch
          label={t('resource_servers.exchange')}
          description={t('resource_servers.exchange_hint')}
          {...form.getInputProps('third_party_token_exchange', { type: 'checkbox' })}
        />
      </Fields>
    </Section>
  );
}
