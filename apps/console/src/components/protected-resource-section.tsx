import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { protectedResourceMetadataQuery } from '../data/resource-servers.ts';
import { CodeBlock } from './code-block.tsx';
import { Notice } from './notice.tsx';
import { Section } from './section.tsx';
import { ValueItem, ValueList } from './value-list.tsx';

/** What the API serves and sends so that clients find out by themselves where to sign in (RFC 9728). */
export function ProtectedResourceSection({ resource }: { resource: string }) {
  const { t } = useTranslation();
  const { data } = useQuery(protectedResourceMetadataQuery(resource));
  if (data === undefined) return null;
  const content = JSON.stringify(data.document, null, 2);
  return (
    <Section title={t('protected_resource.title')} description={t('protected_resource.lead')}>
      {data.metadata_url === null && (
        <Notice tone="info">
          <p>{t('protected_resource.no_address')}</p>
        </Notice>
      )}
      <ValueList>
        {data.metadata_url !== null && <ValueItem label={t('protected_resource.serve_at')} value={data.metadata_url} />}
        <ValueItem label={t('protected_resource.header')} value={`WWW-Authenticate: ${data.www_authenticate}`} />
      </ValueList>
      <CodeBlock
        title={t('protected_resource.document')}
        code={{ language: 'json', content, tokens: [{ length: content.length, kind: null }] }}
        fileName="oauth-protected-resource.json"
      />
    </Section>
  );
}
