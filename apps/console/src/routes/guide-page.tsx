import { useSuspenseQuery } from '@tanstack/react-query';
import { IconArrowLeft } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { GuideView } from '../components/guide-view.tsx';
import { NewSecretPanel } from '../components/new-secret-panel.tsx';
import { Notice } from '../components/notice.tsx';
import { clientQuery } from '../data/clients.ts';
import { guideWithSecret } from '../data/guide-with-secret.ts';
import { clientGuideQuery } from '../data/guides.ts';
import { serverQuery } from '../data/server.ts';
import { useShownSecret } from '../data/shown-secrets.ts';
import classes from './guide-page.module.css';

const route = getRouteApi('/applications/$client_id/guide/$slug');

/** One guide, with the application's values in it, and its secret at the one moment that the console has it. */
export function GuidePage() {
  const { t } = useTranslation();
  const { client_id, slug } = route.useParams();
  const { data: guide } = useSuspenseQuery(clientGuideQuery(client_id, slug));
  const { data: client } = useSuspenseQuery(clientQuery(client_id));
  const { data: server } = useSuspenseQuery(serverQuery());
  const secret = useShownSecret(client_id);
  const filled = secret === null ? guide : guideWithSecret(guide, secret.client_secret);

  return (
    <div className={classes['page']}>
      <Link to="/applications/$client_id/guide" params={{ client_id }} className={classes['back']}>
        <IconArrowLeft size={16} aria-hidden /> {t('guides.all')}
      </Link>
      {secret && <NewSecretPanel secret={secret} connection={{ client, server, client_secret: secret.client_secret }} />}
      <GuideView client_id={client_id} guide={filled}>
        {filled.client_secret_marker !== null && (
          <Notice tone="info">
            <p>
              {t('guides.secret_gone')} <code>{filled.client_secret_marker}</code>{' '}
              <Link to="/applications/$client_id" params={{ client_id }}>
                {t('guides.add_secret')}
              </Link>
            </p>
          </Notice>
        )}
      </GuideView>
    </div>
  );
}
