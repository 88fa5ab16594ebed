import { derivedCorsOrigins, type Client } from '@consentry/contract';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { corsOriginText } from '../forms/client-settings-errors.ts';
import type { ClientSettings } from '../forms/client-settings.ts';
import { Fields } from './fields.tsx';
import { FoldedSection } from './folded-section.tsx';
import { Notice } from './notice.tsx';
import { UriListInput } from './uri-list-input.tsx';

/** Which pages may call the token and userinfo endpoints from a browser (CORS). */
export function ClientOriginFields({ form, client }: { form: UseFormReturnType<ClientSettings>; client: Client }) {
  const { t } = useTranslation();
  const derived = derivedCorsOrigins({ app_type: client.app_type, redirect_uris: form.values.redirect_uris });
  const stored = [...derived, ...client.cors_origins];
  return (
    <FoldedSection
      title={t('cors.title')}
      description={t('cors.lead')}
      current={stored.length === 0 ? t('cors.none') : stored.join(', ')}
      hasError={Object.keys(form.errors).some((path) => path.startsWith('cors_origins'))}
    >
      <Fields>
        {client.app_type === 'single_page' && (
          <Notice tone="info" title={t('cors.derived')}>
            {derived.length === 0 ? (
              <p>{t('cors.derived_none')}</p>
            ) : (
              <ul>
                {derived.map((origin) => (
                  <li key={origin}>
                    <code dir="ltr">{origin}</code>
                  </li>
                ))}
              </ul>
            )}
          </Notice>
        )}
        <UriListInput
          member="cors_origins"
          label={t('cors.added')}
          description={t('cors.added_hint')}
          appType={client.app_type}
          placeholder="https://app.example.com"
          uris={form.values.cors_origins}
          textOf={(index) => corsOriginText(form.values.cors_origins, index, { appType: client.app_type, t })}
          errorOf={(index) => form.errors[`cors_origins.${index}`]}
          onChange={(origins) => form.setFieldValue('cors_origins', origins)}
        />
      </Fields>
    </FoldedSection>
  );
}
