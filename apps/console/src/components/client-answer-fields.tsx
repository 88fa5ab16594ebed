import {
  ENCRYPTION_ALGS,
  ENCRYPTION_ENCS,
  REQUEST_OBJECT_SIGNING_ALGS,
  RESPONSE_MODES,
  type Client,
  type EncryptionAlg,
} from '@consentry/contract';
import { Checkbox, NativeSelect } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ClientSettings } from '../forms/client-settings.ts';
import { needsKeys } from '../forms/client-settings-errors.ts';
import { ClientKeyFields } from './client-key-fields.tsx';
import { Fields } from './fields.tsx';
import { FoldedSection } from './folded-section.tsx';
import { useSigningAlgs } from './use-signing-algs.ts';
import classes from './checkbox-list.module.css';

type SettingsForm = UseFormReturnType<ClientSettings>;
const ENCRYPTED = ['id_token', 'userinfo', 'authorization', 'introspection'] as const;
type Encrypted = (typeof ENCRYPTED)[number];
const MEMBERS = [
  'response_modes',
  'request_object_signing_alg',
  'userinfo_signed_response_alg',
  'authorization_signed_response_alg',
  'introspection_signed_response_alg',
  ...ENCRYPTED.flatMap((kind) => [`${kind}_encrypted_response_alg`, `${kind}_encrypted_response_enc`] as const),
] as const;

/** How requests are signed, how answers reach the app, and how they are protected on the way. */
export function ClientAnswerFields({ form, client }: { form: SettingsForm; client: Client }) {
  const { t } = useTranslation();
  const encrypted = ENCRYPTED.filter((kind) => client[`${kind}_encrypted_response_alg`] !== null);
  // The keys of these two stand where the app proves itself.
  const keysElsewhere = ['private_key_jwt', 'self_signed_tls_client_auth'].includes(form.values.token_endpoint_auth_method);
  return (
    <FoldedSection
      title={t('client_answers.title')}
      description={t('client_answers.lead')}
      current={t(encrypted.length > 0 ? 'client_answers.current_encrypted' : 'client_answers.current_plain')}
      hasError={MEMBERS.some((member) => form.errors[member] !== undefined) || (!keysElsewhere && form.errors['jwks'] !== undefined)}
    >
      <Fields>
        <ResponseModes form={form} />
        <NativeSelect
          label={t('client_answers.request_object_signing_alg')}
          description={t('client_answers.request_object_signing_alg_hint')}
          data={[{ value: '', label: t('client_auth.alg_any') }, ...REQUEST_OBJECT_SIGNING_ALGS]}
          {...form.getInputProps('request_object_signing_alg')}
        />
        <SignatureFields form={form} />
        {ENCRYPTED.map((kind) => (
          <EncryptionFields key={kind} form={form} kind={kind} />
        ))}
        {!keysElsewhere && (needsKeys(form.values) || client.jwks !== null || client.jwks_uri !== null) && <ClientKeyFields form={form} />}
      </Fields>
    </FoldedSection>
  );
}

function ResponseModes({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t('client_answers.response_modes')}
      description={t('client_answers.response_modes_hint')}
      {...form.getInputProps('response_modes')}
    >
      <div className={classes['list']}>
        {RESPONSE_MODES.map((mode) => (
          <Checkbox key={mode} value={mode} label={<code>{mode}</code>} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function SignatureFields({ form }: { form: SettingsForm }) {
  const { t } = useTranslation();
  const { userinfo_signed_response_alg: userinfo, authorization_signed_response_alg: authorization } = form.values;
  const { introspection_signed_response_alg: introspection } = form.values;
  return (
    <>
      <NativeSelect
        label={t('client_answers.userinfo_signed_response_alg')}
        description={t('client_answers.userinfo_signed_response_alg_hint')}
        data={[{ value: '', label: t('client_answers.plain_json') }, ...useSigningAlgs(userinfo === '' ? null : userinfo)]}
        {...form.getInputProps('userinfo_signed_response_alg')}
      />
      <NativeSelect
        label={t('client_answers.authorization_signed_response_alg')}
        description={t('client_answers.authorization_signed_response_alg_hint')}
        data={useSigningAlgs(authorization)}
        {...form.getInputProps('authorization_signed_response_alg')}
      />
      <NativeSelect
        label={t('client_answers.introspection_signed_response_alg')}
        description={t('client_answers.introspection_signed_response_alg_hint')}
        data={useSigningAlgs(introspection)}
        {...form.getInputProps('introspection_signed_response_alg')}
      />
    </>
  );
}

/** Without a choice of its own, the content is encrypted with what the specification says. */
function EncryptionFields({ form, kind }: { form: SettingsForm; kind: Encrypted }) {
  const { t } = useTranslation();
  const [alg, enc] = [`${kind}_encrypted_response_alg`, `${kind}_encrypted_response_enc`] as const;
  const isOn = form.values[alg] !== '';
  const choose = (chosen: EncryptionAlg | '') => {
    form.setFieldValue(alg, chosen);
    if (chosen === '') form.setFieldValue(enc, '');
    // What is encrypted is signed first.
    if (kind === 'userinfo' && chosen !== '' && form.values.userinfo_signed_response_alg === '')
      form.setFieldValue('userinfo_signed_response_alg', 'RS256');
  };
  return (
    <>
      <NativeSelect
        label={t(`client_answers.${kind}_encryption`)}
        description={t('client_answers.encryption_hint')}
        value={form.values[alg]}
        error={form.errors[alg]}
        data={[{ value: '', label: t('client_answers.not_encrypted') }, ...ENCRYPTION_ALGS]}
        onChange={(event) => choose(ENCRYPTION_ALGS.find((one) => one === event.currentTarget.value) ?? '')}
      />
      {isOn && (
        <NativeSelect
          label={t(`client_answers.${kind}_content`)}
          data={[{ value: '', label: t('client_answers.usual_content') }, ...ENCRYPTION_ENCS]}
          {...form.getInputProps(enc)}
        />
      )}
    </>
  );
}
