import { ClientLinks } from '../consent/client-links.tsx';
import { DetailList } from '../consent/detail-list.tsx';
import { LastingAccess } from '../consent/lasting-access.tsx';
import { PermissionList } from '../consent/permission-list.tsx';
import { displayText } from '../layout/display-text.ts';
import { ClientLogo } from '../layout/client-logo.tsx';
import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import { OutsideLink } from '../layout/outside-link.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';
import { AccountForm } from './account-form.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { ConnectedAppFacts } from './connected-app-facts.tsx';
import type { ConnectedAppView, OwnPermissionView } from './connected-app-view.ts';
import { DayText } from './day-text.tsx';
import { durationText } from './duration-text.ts';
import { OFFLINE_ACCESS, scopeOf } from './own-scope.ts';
import { RemoveDetail } from './remove-detail.tsx';
import { RemovePermission } from './remove-permission.tsx';

interface ConnectedAppItemProps {
  page: PageContext;
  app: ConnectedAppView;
  now: Date;
  csrf_token: string;
}

type PartProps = Omit<ConnectedAppItemProps, 'now'>;

function Allowed({ page, app, csrf_token }: PartProps) {
  if (app.permissions.length + app.details.length === 0 && app.lasting_access === 'none')
    return <p>{page.t('account.app_allowed_nothing')}</p>;
  const form = { page, app, csrf_token };
  const remove = (permission: OwnPermissionView) =>
    permission.removable ? <RemovePermission {...form} scope={scopeOf(permission)} title={permission.title} /> : null;
  return (
    <>
      <p>{page.t('account.app_allowed')}</p>
      <PermissionList page={page} permissions={app.permissions} heading="h3" action={remove} />
      <DetailList page={page} details={app.details} heading="h3" action={(detail) => <RemoveDetail {...form} detail={detail} />} />
      {app.lasting_access !== 'none' && (
        <LastingAccess page={page} heading="h3">
          {app.lasting_access === 'removable' && (
            <RemovePermission {...form} scope={OFFLINE_ACCESS} title={page.t('scope.offline_access.title')} />
          )}
        </LastingAccess>
      )}
    </>
  );
}

function RemoveApp({ page, app, csrf_token }: PartProps) {
  return (
    <AccountForm action={ACCOUNT_PATHS.remove_app} csrf_token={csrf_token}>
      <input type="hidden" name="grant_id" value={app.grant_id} />
      <p class="quiet">{page.t('account.app_ends', { duration: durationText(page.locale, app.residual_seconds) })}</p>
      <button class="button" type="submit" aria-label={page.t('account.app_remove_label', { client: displayText(app.name, 100) })}>
        {page.t('account.app_remove')}
      </button>
    </AccountForm>
  );
}

function SwitchedOff({ page }: { page: PageContext }) {
  return (
    <div class="warning">
      <PageIcon name="notice" />
      <p>
        <MessageText page={page} message="account.app_disabled" values={{ product: <IsolatedText text={page.product_name} max={60} /> }} />
      </p>
    </div>
  );
}

/** Whom it is from, and that nobody has checked it where that is so. */
function AppPublisher({ page, app }: Pick<PartProps, 'page' | 'app'>) {
  const { publisher } = app.branding;
  if (publisher === null) return null;
  const message = publisher.is_verified ? 'consent.publisher' : 'consent.publisher_claimed';
  return (
    <p class="quiet">
      <MessageText page={page} message={message} values={{ publisher: <IsolatedText text={publisher.name} max={100} /> }} />
    </p>
  );
}

/** One application that has access, and the buttons that take it back. */
export function ConnectedAppItem({ page, app, now, csrf_token }: ConnectedAppItemProps) {
  return (
    <li class="connected-app">
      <div class="client">
        <ClientLogo name={app.name} logo={app.branding.logo} />
        <div>
          <h2>
            <IsolatedText text={app.name} max={100} />
          </h2>
          <AppPublisher page={page} app={app} />
          <p class="quiet">
            <MessageText page={page} message="account.app_since" values={{ date: <DayText page={page} at={app.since} /> }} />
          </p>
        </div>
      </div>
      {app.start_url !== null && (
        <p>
          <OutsideLink href={app.start_url} label={page.t('account.app_open')} />
        </p>
      )}
      {app.disabled && <SwitchedOff page={page} />}
      <ConnectedAppFacts page={page} app={app} now={now} />
      <Allowed page={page} app={app} csrf_token={csrf_token} />
      <ClientLinks page={page} branding={app.branding} />
      <RemoveApp page={page} app={app} csrf_token={csrf_token} />
    </li>
  );
}
