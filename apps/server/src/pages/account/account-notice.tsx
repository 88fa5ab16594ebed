import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { PlainMessageKey } from '../messages/messages.ts';

const PLAIN_NOTICES = {
  saved: 'account.saved',
  'password-changed': 'account.password_changed',
  'session-ended': 'account.session_ended',
  'others-ended': 'account.others_ended',
  'scope-removed': 'account.scope_removed',
} as const satisfies Record<string, PlainMessageKey>;

export type AccountNoticeCode = keyof typeof PLAIN_NOTICES | 'app-removed';

/** What the address says was done, if it is one of ours: nothing else of the address reaches the page. */
export function noticeCode(done: string | undefined): AccountNoticeCode | null {
  const isOurs = done !== undefined && (done === 'app-removed' || Object.hasOwn(PLAIN_NOTICES, done));
  return isOurs ? (done as AccountNoticeCode) : null;
}

/** What has just been done. */
export function AccountNotice({ page, code }: { page: PageContext; code: AccountNoticeCode }) {
  const product = <IsolatedText text={page.product_name} max={60} />;
  return (
    <div class="confirmation" role="status">
      <p>
        {code === 'app-removed' ? (
          <MessageText page={page} message="account.app_removed" values={{ product }} />
        ) : (
          page.t(PLAIN_NOTICES[code])
        )}
      </p>
    </div>
  );
}
