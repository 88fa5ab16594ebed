import { IsolatedText } from '../layout/isolated-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { ConnectedAppView } from './connected-app-view.ts';
import { DayText } from './day-text.tsx';
import { TimeAgo } from './time-ago.tsx';

interface ConnectedAppFactsProps {
  page: PageContext;
  app: ConnectedAppView;
  now: Date;
}

function Ends({ page, app: { ends } }: Omit<ConnectedAppFactsProps, 'now'>) {
  if (ends === null) return null;
  return (
    <div>
      <dt>{page.t('account.app_until')}</dt>
      <dd>{ends === 'session' ? page.t('account.app_until_session') : <DayText page={page} at={ends} />}</dd>
    </div>
  );
}

/** When an application last got access, from where, and until when it can. */
export function ConnectedAppFacts({ page, app, now }: ConnectedAppFactsProps) {
  const { last_used: lastUsed } = app;
  return (
    <dl class="facts facts-inline">
      <div>
        <dt>{page.t('account.last_used')}</dt>
        <dd>{lastUsed === null ? page.t('account.app_not_used') : <TimeAgo page={page} then={lastUsed.at} now={now} />}</dd>
      </div>
      {lastUsed !== null && lastUsed.ip !== null && (
        <div>
          <dt>{page.t('account.ip')}</dt>
          <dd>
            <IsolatedText text={lastUsed.ip} max={60} />
          </dd>
        </div>
      )}
      <Ends page={page} app={app} />
    </dl>
  );
}
