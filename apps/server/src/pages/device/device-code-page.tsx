import type { DeviceCodeForm } from '../../oidc/oidc-pages.ts';
import { PageAlert } from '../layout/page-alert.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { retryMessage } from '../layout/retry-message.ts';

const ALERT_ID = 'device-alert';

/** Where a person enters the code that their device shows (RFC 8628 §3.3): `user_code`, `xsrf`. */
export function DeviceCodePage({ page, form }: { page: PageContext; form: DeviceCodeForm }) {
  const { action, xsrf, user_code, error, retry_after_seconds } = form;
  return (
    <PageLayout page={page} title={page.t('device.title')}>
      {error !== null && (
        <PageAlert id={ALERT_ID}>
          <p>{error === 'rate_limited' ? retryMessage(page.t, retry_after_seconds) : page.t(`device.error_${error}`)}</p>
        </PageAlert>
      )}
      {error !== 'refused' && error !== 'rate_limited' && (
        <form method="post" action={action}>
          <input type="hidden" name="xsrf" value={xsrf} />
          <div class="field">
            <label for="user_code">{page.t('device.user_code')}</label>
            <p class="hint" id="user_code-hint">
              {page.t('device.sentence')}
            </p>
            <input
              id="user_code"
              name="user_code"
              class="user-code"
              type="text"
              value={user_code}
              dir="ltr"
              required
              maxlength={32}
              autocomplete="off"
              autocapitalize="characters"
              autocorrect="off"
              spellcheck={false}
              autofocus
              aria-describedby={error === null ? 'user_code-hint' : `${ALERT_ID} user_code-hint`}
            />
          </div>
          <div class="actions">
            <button class="button button-primary" type="submit">
              {page.t('device.submit')}
            </button>
          </div>
        </form>
      )}
    </PageLayout>
  );
}
