import { connectionEnv, endpointsOf, type Client, type Connection } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { ConnectionDownloads } from './connection-downloads.tsx';
import { CopyButton } from './copy-button.tsx';
import { Section } from './section.tsx';
import { ValueItem, ValueList } from './value-list.tsx';
import classes from './client-configuration.module.css';

/** What a client library is given, as values and as files; the secret only while the console has it. */
export function ClientConfiguration({ client, connection }: { client: Client; connection: Connection }) {
  const { t } = useTranslation();
  const { server, client_secret } = connection;
  const actions = (
    <>
      <CopyButton value={connectionEnv(connection)} what=".env" label={t('actions.copy_what', { what: '.env' })} />
      <ConnectionDownloads connection={connection} />
    </>
  );
  return (
    <Section title={t('configuration.title')} description={t('configuration.lead')} actions={actions}>
      <div className={classes['values']}>
        <ValueList>
          <ValueItem label={t('credentials.issuer')} value={server.issuer} />
          <ValueItem label={t('credentials.client_id')} value={client.client_id} />
          {client_secret !== null && <ValueItem label={t('secret_panel.label')} value={client_secret} />}
          {client.redirect_uris.map((uri) => (
            <ValueItem key={uri} label={t('configuration.redirect_uri')} value={uri} />
          ))}
          {client.scopes.length > 0 && <ValueItem label={t('configuration.scopes')} value={client.scopes.join(' ')} />}
        </ValueList>
        {client_secret === null && <SecretNote client={client} />}
        <details className={classes['endpoints']}>
          <summary>{t('configuration.endpoints')}</summary>
          <ValueList>
            {endpointsOf(server, client).map(({ name, url }) => (
              <ValueItem key={name} label={t(`credentials.endpoint.${name}`)} value={url} />
            ))}
          </ValueList>
        </details>
      </div>
    </Section>
  );
}

function SecretNote({ client }: { client: Client }) {
  const { t } = useTranslation();
  const text = client.token_endpoint_auth_method === 'none' ? t('configuration.no_secret') : t('configuration.secret_gone');
  return <p className="quiet">{text}</p>;
}
