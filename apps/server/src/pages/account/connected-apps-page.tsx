import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLink } from '../layout/page-link.tsx';
import { AccountLayout } from './account-layout.tsx';
import type { AccountNoticeCode } from './account-notice.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { ConnectedAppItem } from './connected-app-item.tsx';
import type { ConnectedAppView } from './connected-app-view.ts';

export interface ConnectedAppsPageProps {
  page: PageContext;
  csrf_token: string;
  notice: AccountNoticeCode | null;
  connected_apps: readonly ConnectedAppView[];
  now: Date;
}

function Apps({ page, csrf_token, connected_apps: apps, now }: ConnectedAppsPageProps) {
  const product = <IsolatedText text={page.product_name} max={60} />;
  return (
    <>
      <p>
        <MessageText page={page} message="account.apps_intro" values={{ product }} />
      </p>
      <p class="quiet">{page.t('account.apps_removal')}</p>
      <ul class="connected-app-list">
        {apps.map((app) => (
          <ConnectedAppItem key={app.grant_id} page={page} app={app} now={now} csrf_token={csrf_token} />
        ))}
      </ul>
    </>
  );
}

/** Which third-party applications have access, and what taking it back does and doesn’t do. */
export function ConnectedAppsPage(props: ConnectedAppsPageProps) {
  const { page, notice, connected_apps: apps } = props;
  return (
    <AccountLayout page={page} section="apps" title={page.t('account.apps')} notice={notice}>
      {apps.length === 0 ? <p class="quiet">{page.t('account.apps_none')}</p> : <Apps {...props} />}
      <p class="aside">
        <PageLink href={ACCOUNT_PATHS.export_grants}>{page.t('account.export')}</PageLink>
      </p>
    </AccountLayout>
  );
}
