import { DEVICE_CODE_GRANT, GRANT_TYPES_OF, TOKEN_EXCHANGE_GRANT, type Client, type GrantType, type PkceRule } from '@consentry/contract';
import { Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ClientSettings } from '../forms/client-settings.ts';
import { ChoiceCards } from './choice-cards.tsx';
import { Fields } from './fields.tsx';
import { Notice } from './notice.tsx';
import { Section } from './section.tsx';
import { ServedResourcesField } from './served-resources-field.tsx';

type SettingsForm = UseFormReturnType<ClientSettings>;
/** A message key has no colon. */
const TEXT_OF = {
  authorization_code: 'authorization_code',
  refresh_token: 'refresh_token',
  client_credentials: 'client_credentials',
  [DEVICE_CODE_GRANT]: 'device_code',
  [TOKEN_EXCHANGE_GRANT]: 'token_exchange',
} as const satisfies Record<GrantType, string>;
const PKCE_RULES = ['required', 'required_unless_nonce', 'optional'] as const satisfies PkceRule[];

/** How the app comes by tokens, and what a sign-in must send. */
export function ClientGrantFields({ form, client }: { form: SettingsForm; client: Client }) {
  const { t } = useTranslation();
  const signsIn = client.app_type !== 'machine_to_machine';
  return (
    <Section title={t('grant_types.title')} description={t('grant_types.lead')}>
      <Fields>
        {GRANT_TYPES_OF[client.app_type].map((grantType) => (
          <GrantSwitch key={grantType} form={form} client={client} grantType={grantType} />
        ))}
        <ServedResourcesField form={form} />
        {form.errors['grant_types'] !== undefined && (
          <Notice tone="danger" role="alert">
            <p>{form.errors['grant_types']}</p>
          </Notice>
        )}
        {signsIn && <PkceField form={form} isPublic={client.token_endpoint_auth_method === 'none'} />}
      </Fields>
    </Section>
  );
}

/** The only grant of a type cannot be taken off: it says why. */
function GrantSwitch({ form, client, grantType }: { form: SettingsForm; client: Client; grantType: GrantType }) {
  const { t } = useTranslation();
  const chosen = form.values.grant_types;
  const isOther = (one: GrantType) => one === 'refresh_token' || (one === TOKEN_EXCHANGE_GRANT && !chosen.includes(one));
  const beginnings = GRANT_TYPES_OF[client.app_type].filter((one) => !isOther(one));
  const isLocked = beginnings.length === 1 && beginnings[0] === grantType && chosen.includes(grantType);
  const toggle = (isOn: boolean) =>
    form.setFieldValue('grant_types', isOn ? [...chosen, grantType] : chosen.filter((other) => other !== grantType));
  return (
    <Switch
      label={t(`grant_types.${TEXT_OF[grantType]}`)}
      description={isLocked ? t('grant_types.locked') : t(`grant_types.${TEXT_OF[grantType]}_hint`)}
      checked={chosen.includes(grantType)}
      disabled={isLocked}
      onChange={(event) => toggle(event.currentTarget.checked)}
    />
  );
}

function PkceField({ form, isPublic }: { form: SettingsForm; isPublic: boolean }) {
  const { t } = useTranslation();
  if (isPublic) {
    return (
      <Notice tone="info" title={t('client_settings.pkce')}>
        <p>{t('client_settings.pkce_public')}</p>
      </Notice>
    );
  }
  return (
    <ChoiceCards
      legend={t('client_settings.pkce')}
      name="pkce"
      layout="stack"
      value={form.values.pkce}
      onChange={(value) => form.setFieldValue('pkce', value)}
      choices={PKCE_RULES.map((value) => ({
        value,
        label: t(`client_settings.pkce_${value}`),
        hint: t(`client_settings.pkce_${value}_hint`),
      }))}
    />
  );
}
