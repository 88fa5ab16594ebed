import { CLIENT_ASSERTION_ALGS, type Client } from '@consentry/contract';
import { NativeSelect, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { serverQuery } from '../data/server.ts';
import type { ClientSettings } from '../forms/client-settings.ts';
import { ChoiceCards } from './choice-cards.tsx';
import { ClientCertificateFields } from './client-certificate-fields.tsx';
import { ClientKeyFields } from './client-key-fields.tsx';
import { Fields } from './fields.tsx';
import { Notice } from './notice.tsx';
import { Section } from './section.tsx';

/** Certificates arrive only behind a proxy that hands them on; discovery names the methods where one does. */
function useAuthMethods(): unknown[] {
  const { data: server } = useQuery(serverQuery());
  const methods = server?.discovery['token_endpoint_auth_methods_supported'];
  return Array.isArray(methods) ? methods : [];
}

type SettingsForm = UseFormReturnType<ClientSettings>;
const METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const satisfies Client['token_endpoint_auth_method'][];
const hasSecret = (method: Client['token_endpoint_auth_method']): boolean => method.startsWith('client_secret_');

/** How the app proves itself at the token endpoint. */
export function ClientAuthenticationFields({ form, client }: { form: SettingsForm; client: Client }) {
  const { t } = useTranslation();
  const { token_endpoint_auth_method: method } = form.values;
  const offered = useAuthMethods();
  if (method === 'none') {
    return <Section title={t('client_auth.title')} description={t('client_auth.public')} />;
  }
  const changes = method !== client.token_endpoint_auth_method;
  const choices = METHODS.filter((value) => !value.endsWith('tls_client_auth') || value === method || offered.includes(value));
  return (
    <Section title={t('client_auth.title')} description={t('client_auth.lead')}>
      <Fields>
        <ChoiceCards
          legend={t('client_auth.method')}
          name="token_endpoint_auth_method"
          layout="stack"
          value={method}
          onChange={(value) => form.setFieldValue('token_endpoint_auth_method', value)}
          choices={choices.map((value) => ({ value, label: t(`client_auth.${value}`), hint: t(`client_auth.${value}_hint`) }))}
        />
        {changes && hasSecret(client.token_endpoint_auth_method) && !hasSecret(method) && (
          <Notice tone="warning">
            <p>{t(method === 'private_key_jwt' ? 'client_auth.secrets_end' : 'client_auth.secrets_end_certificate')}</p>
          </Notice>
        )}
        {changes && hasSecret(method) && !hasSecret(client.token_endpoint_auth_method) && (
          <Notice tone="warning">
            <p>{t('client_auth.keys_end')}</p>
          </Notice>
        )}
        {method === 'tls_client_auth' && <ClientCertificateFields form={form} />}
        {(method === 'private_key_jwt' || method === 'self_signed_tls_client_auth') && <ClientKeyFields form={form} />}
        {method === 'private_key_jwt' && <AssertionFields form={form} />}
      </Fields>
    </Section>
  );
}

function AssertionFields({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <>
      <NativeSelect
        label={t('client_auth.alg')}
        description={t('client_auth.alg_hint')}
        data={[{ value: '', label: t('client_auth.alg_any') }, ...CLIENT_ASSERTION_ALGS]}
        {...form.getInputProps('token_endpoint_auth_signing_alg')}
      />
      <Switch
        label={t('client_auth.old_audience')}
        description={t('client_auth.old_audience_hint')}
        checked={form.values.client_assertion_audience === 'issuer_or_endpoint'}
        onChange={(event) => form.setFieldValue('client_assertion_audience', event.currentTarget.checked ? 'issuer_or_endpoint' : 'issuer')}
      />
    </>
  );
}
