import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ClientConfiguration } from '../components/client-configuration.tsx';
import { GuidePicker } from '../components/guide-picker.tsx';
import { NewSecretPanel } from '../components/new-secret-panel.tsx';
import { Notice } from '../components/notice.tsx';
import { PartnerLinkList } from '../components/partner-link-list.tsx';
import { clientQuery } from '../data/clients.ts';
import { clientConfigurationQuery, guidesQuery } from '../data/guides.ts';
import { serverQuery } from '../data/server.ts';
import { useShownSecret } from '../data/shown-secrets.ts';

const route = getRouteApi('/applications/$client_id/guide');

/** What the developer of the app needs: the values, a guide to follow, and a link to all of it. */
export function ClientGuideTab() {
  const { t } = useTranslation();
  const { client_id } = route.useParams();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: client } = useSuspenseQuery(clientQuery(client_id));
  const { data: server } = useSuspenseQuery(serverQuery());
  const { data: guides } = useSuspenseQuery(guidesQuery());
  const { data: configuration } = useSuspenseQuery(clientConfigurationQuery(client_id));
  const secret = useShownSecret(client_id);
  const connection = { client, server, client_secret: secret?.client_secret ?? null };
  const hasNoRedirect = client.app_type !== 'machine_to_machine' && client.redirect_uris.length === 0;
  const search = useCallback(
    (text: string) => void navigate({ search: text === '' ? {} : { q: text }, replace: true, resetScroll: false }),
    [navigate],
  );

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
      <ClientConfiguration client={client} connection={connection} />
      <GuidePicker client={client} guides={guides.items} service={configuration.service?.slug ?? null} q={q} onSearch={search} />
      <PartnerLinkList client_id={client_id} />
    </>
  );
}
