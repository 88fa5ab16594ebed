import { displayText } from '../layout/display-text.ts';
import type { PageContext } from '../layout/page-context.ts';
import { AccountForm } from './account-form.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import type { ConnectedAppView } from './connected-app-view.ts';
import type { OwnScope } from './own-scope.ts';

interface RemovePermissionProps {
  page: PageContext;
  app: ConnectedAppView;
  scope: OwnScope;
  title: string;
  csrf_token: string;
}

/** Takes one permission back and leaves the rest. */
export function RemovePermission({ page, app, scope, title, csrf_token }: RemovePermissionProps) {
  const label = page.t('account.scope_remove_label', { client: displayText(app.name, 100), permission: displayText(title, 300) });
  return (
    <AccountForm action={ACCOUNT_PATHS.remove_scope} csrf_token={csrf_token}>
      <input type="hidden" name="grant_id" value={app.grant_id} />
      <input type="hidden" name="resource" value={scope.resource ?? ''} />
      <input type="hidden" name="scope" value={scope.scope} />
      <button class="button button-small" type="submit" aria-label={label}>
        {page.t('account.scope_remove')}
      </button>
    </AccountForm>
  );
}
