import type { DetailView } from '../consent/detail-view.ts';
import { displayText } from '../layout/display-text.ts';
import type { PageContext } from '../layout/page-context.ts';
import { AccountForm } from './account-form.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import type { ConnectedAppView } from './connected-app-view.ts';

interface RemoveDetailProps {
  page: PageContext;
  app: ConnectedAppView;
  detail: DetailView;
  csrf_token: string;
}

function textOf({ title }: DetailView): string {
  return title.map((part) => ('words' in part ? part.words : part.values.join(', '))).join('');
}

/** Takes one detail back and leaves the rest. */
export function RemoveDetail({ page, app, detail, csrf_token }: RemoveDetailProps) {
  const permission = displayText(textOf(detail), 300);
  return (
    <AccountForm action={ACCOUNT_PATHS.remove_detail} csrf_token={csrf_token}>
      <input type="hidden" name="grant_id" value={app.grant_id} />
      <input type="hidden" name="detail" value={detail.key} />
      <button
        class="button button-small"
        type="submit"
        aria-label={page.t('account.scope_remove_label', { client: displayText(app.name, 100), permission })}
      >
        {page.t('account.scope_remove')}
      </button>
    </AccountForm>
  );
}
