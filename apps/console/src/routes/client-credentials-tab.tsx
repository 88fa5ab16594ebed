import { Button } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ClientSecrets } from '../components/client-secrets.tsx';
import { Notice } from '../components/notice.tsx';
import { NewSecretPanel } from '../components/new-secret-panel.tsx';
import { Section } from '../components/section.tsx';
import { ValueItem, ValueList } from '../components/value-list.tsx';
import { clientQuery } from '../data/clients.ts';
import { serverQuery } from '../data/server.ts';
import { useShownSecret } from '../data/shown-secrets.ts';

const route = getRouteApi('/applications/$client_id/');

export function ClientCredentialsTab() {
  const { t } = useTranslation();
  const { client_id } = route.useParams();
  const { data: client } = useSuspenseQuery(clientQuery(client_id));
  const { data: server } = useSuspenseQuery(serverQuery());
  const secret = useShownSecret(client_id);
  const connection = { client, server, client_secret: secret?.client_secret ?? null };
  const hasNoRedirect = client.app_type !== 'machine_to_machine' && client.redirect_uris.length === 0;

  return (
    <>
      {secret && <NewSecretPanel secret={secret} connection={connection} />}
      {hasNoRedirect && (
        <Notice tone="warning">
          <p>
            {t('credentials.redirect_missing')}{' '}
            <Link to="/applications/$client_id/settings" params={{ client_id }}>
              {t('credentials.redirect_add')}
            </Link>
          </p>
        </Notice>
      )}
      <Section
        title={t('credentials.connect_title')}
        description={t('credentials.connect')}
        actions={
          <Button
            variant="default"
            leftSection={<IconBook2 size={16} />}
            renderRoot={(props) => <Link to="/applications/$client_id/guide" params={{ client_id }} {...props} />}
          >
            {t('credentials.open_guide')}
          </Button>
        }
      >
        <ValueList>
          <ValueItem label={t('credentials.issuer')} value={server.issuer} />
          <ValueItem label={t('credentials.client_id')} value={client.client_id} />
        </ValueList>
      </Section>
      <ClientSecrets client={client} />
    </>
  );
}
