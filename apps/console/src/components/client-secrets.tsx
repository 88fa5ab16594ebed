import type { Client, ClientSecretMetadata } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRevokeClientSecret } from '../data/clients.ts';
import { AddSecretDialog } from './add-secret-dialog.tsx';
import { now } from '../clock.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { DataTable, type Column } from './data-table.tsx';
import { NamedCell } from './named-cell.tsx';
import { Notice } from './notice.tsx';
import { RotateSecretDialog } from './rotate-secret-dialog.tsx';
import { Section } from './section.tsx';
import { Tag } from './tag.tsx';
import { TimeText } from './time-text.tsx';
import { ValueItem, ValueList } from './value-list.tsx';

/** The secrets of an application, by name; what they are is known to nobody any more. */
export function ClientSecrets({ client }: { client: Client }) {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const [isRotating, setRotating] = useState(false);
  if (client.token_endpoint_auth_method === 'none') {
    return <Section title={t('credentials.no_secret_title')} description={t('credentials.no_secret')} />;
  }
  if (!client.token_endpoint_auth_method.startsWith('client_secret_')) return <KeysInstead client={client} />;
  const add = (
    <>
      {client.secrets.length > 0 && (
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => setRotating(true)}>
          {t('rotation.open')}
        </Button>
      )}
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
        {t('credentials.secret_add')}
      </Button>
    </>
  );
  return (
    <Section title={t('credentials.secrets_title')} description={t('credentials.secrets')} actions={add}>
      {client.secrets.length === 0 ? (
        <Notice tone="warning">
          <p>{t('credentials.secrets_empty')}</p>
        </Notice>
      ) : (
        <SecretTable client={client} />
      )}
      <RotateSecretDialog client_id={client.client_id} opened={isRotating} onClose={() => setRotating(false)} />
      <AddSecretDialog client_id={client.client_id} opened={isAdding} onClose={() => setAdding(false)} />
    </Section>
  );
}

function KeysInstead({ client }: { client: Client }) {
  const { t } = useTranslation();
  return (
    <Section title={t('credentials.keys_title')} description={t('credentials.keys', { method: client.token_endpoint_auth_method })}>
      {client.jwks_uri === null ? (
        <p>{t('credentials.keys_registered', { count: client.jwks?.keys.length ?? 0 })}</p>
      ) : (
        <ValueList>
          <ValueItem label={t('client_auth.jwks_uri')} value={client.jwks_uri} />
        </ValueList>
      )}
    </Section>
  );
}

function SecretTable({ client }: { client: Client }) {
  const { t } = useTranslation();
  const [revoking, setRevoking] = useState<ClientSecretMetadata | null>(null);
  const revoke = useRevokeClientSecret(client.client_id);
  const columns: Column<ClientSecretMetadata>[] = [
    { key: 'name', header: t('credentials.secret_name'), cell: ({ name }) => <NamedCell>{name}</NamedCell> },
    { key: 'created_at', header: t('credentials.secret_created'), cell: ({ created_at }) => <TimeText at={created_at} /> },
    { key: 'expires_at', header: t('credentials.secret_expires'), cell: ({ expires_at }) => <Expiry at={expires_at} /> },
    { key: 'last_used_at', header: t('credentials.secret_last_used'), cell: ({ last_used_at }) => <TimeText at={last_used_at} /> },
    {
      key: 'actions',
      header: t('credentials.secret_actions'),
      isActions: true,
      cell: (secret) => (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={t('credentials.secret_revoke', { name: secret.name })}
          onClick={() => setRevoking(secret)}
        >
          {t('actions.revoke')}
        </Button>
      ),
    },
  ];
  const close = () => {
    setRevoking(null);
    revoke.reset();
  };
  return (
    <>
      <DataTable label={t('credentials.secret_list')} columns={columns} rows={client.secrets} rowKey={({ secret_id }) => secret_id} />
      <ConfirmDialog
        opened={revoking !== null}
        title={t('credentials.secret_revoke_title', { name: revoking?.name ?? '' })}
        confirmLabel={t('actions.revoke')}
        isPending={revoke.isPending}
        error={revoke.error}
        onClose={close}
        onConfirm={() => revoking && revoke.mutate(revoking.secret_id, { onSuccess: close })}
      >
        {t('credentials.secret_revoke_body')}
      </ConfirmDialog>
    </>
  );
}

function Expiry({ at }: { at: string | null }) {
  if (at !== null && Date.parse(at) < now()) {
    return (
      <Tag tone="danger">
        <TimeText at={at} />
      </Tag>
    );
  }
  return <TimeText at={at} />;
}
