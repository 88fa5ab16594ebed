import { NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CERTIFICATE_NAMES, type ClientSettings } from '../forms/client-settings.ts';

type CertificateName = (typeof CERTIFICATE_NAMES)[number];

const EXAMPLES: Record<CertificateName, string> = {
  tls_client_auth_subject_dn: 'CN=app,O=Example,C=DE',
  tls_client_auth_san_dns: 'app.example.com',
  tls_client_auth_san_uri: 'https://app.example.com/client',
  tls_client_auth_san_ip: '192.0.2.10',
  tls_client_auth_san_email: 'app@example.com',
};

/** The one name in the certificate that tells the app (RFC 8705 §2.1.2). */
export function ClientCertificateFields({ form }: { form: UseFormReturnType<ClientSettings> }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<CertificateName>(
    CERTIFICATE_NAMES.find((name) => form.values[name] !== '') ?? 'tls_client_auth_subject_dn',
  );
  const choose = (next: CertificateName) => {
    form.setFieldValue(next, form.values[kind]);
    if (next !== kind) form.setFieldValue(kind, '');
    setKind(next);
  };
  return (
    <>
      <NativeSelect
        label={t('client_auth.certificate_kind')}
        description={t('client_auth.certificate_kind_hint')}
        value={kind}
        data={CERTIFICATE_NAMES.map((value) => ({ value, label: t(`client_auth.${value}`) }))}
        onChange={(event) => choose(CERTIFICATE_NAMES.find((name) => name === event.currentTarget.value) ?? kind)}
      />
      <TextInput
        label={t(`client_auth.${kind}`)}
        description={t('client_auth.certificate_name_hint')}
        placeholder={EXAMPLES[kind]}
        required
        spellCheck={false}
        autoCapitalize="none"
        dir="ltr"
        {...form.getInputProps(kind)}
      />
    </>
  );
}
