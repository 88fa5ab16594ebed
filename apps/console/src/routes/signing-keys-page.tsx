import { SIGNING_KEY_TYPES, type SigningKey, type SigningKeyType } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../components/data-table.tsx';
import { Page } from '../components/page.tsx';
import { RemoveKeyDialog } from '../components/remove-key-dialog.tsx';
import { RotateKeysDialog } from '../components/rotate-keys-dialog.tsx';
import { Section } from '../components/section.tsx';
import { useSigningKeyColumns } from '../components/signing-key-columns.tsx';
import { TableFrame } from '../components/table-frame.tsx';
import { ValueItem, ValueList } from '../components/value-list.tsx';
import { serverQuery } from '../data/server.ts';
import { signingKeysQuery } from '../data/signing-keys.ts';

/** The keys that tokens are signed with: which there are, what each does now, and how they are replaced. */
export function SigningKeysPage() {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(signingKeysQuery());
  const { data: server } = useSuspenseQuery(serverQuery());
  const [rotated, setRotated] = useState<SigningKeyType[] | null>(null);
  const [removed, setRemoved] = useState<SigningKey | null>(null);
  const columns = useSigningKeyColumns(data.items, setRemoved);
  const missing = SIGNING_KEY_TYPES.filter((type) => data.items.every(({ kty }) => kty !== type));
  const present = SIGNING_KEY_TYPES.filter((type) => !missing.includes(type));
  return (
    <Page
      title={t('signing_keys.title')}
      lead={t('signing_keys.lead')}
      back={{ to: '/settings', label: t('settings.title') }}
      actions={<Button onClick={() => setRotated(present)}>{t('signing_keys.rotate')}</Button>}
    >
      <TableFrame>
        <DataTable label={t('signing_keys.title')} columns={columns} rows={data.items} rowKey={({ kid }) => kid} />
      </TableFrame>
      {missing.includes('OKP') && (
        <Section
          title={t('signing_keys.ed25519_title')}
          description={t('signing_keys.ed25519')}
          actions={
            <Button variant="default" onClick={() => setRotated(['OKP'])}>
              {t('signing_keys.ed25519_add')}
            </Button>
          }
        />
      )}
      <Section title={t('signing_keys.published_title')} description={t('signing_keys.published')}>
        <ValueList>
          <ValueItem label={t('signing_keys.jwks_uri')} value={String(server.discovery['jwks_uri'])} />
        </ValueList>
      </Section>
      <RotateKeysDialog ktys={rotated} missing={missing} onClose={() => setRotated(null)} />
      <RemoveKeyDialog signingKey={removed} onClose={() => setRemoved(null)} />
    </Page>
  );
}
