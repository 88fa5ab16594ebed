import type { DeviceConfirmation } from '../../oidc/oidc-pages.ts';
import { deviceName } from '../account/device-name.ts';
import { deviceText } from '../account/device-text.ts';
import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';
import { PageLayout } from '../layout/page-layout.tsx';

/** Whoever is talked into entering somebody else's code has to see whose it is (RFC 8628 §5.4): app, code, and where the request came from. */
export function DeviceConfirmPage({ page, shown }: { page: PageContext; shown: DeviceConfirmation }) {
  const client = (
    <strong>
      <IsolatedText text={shown.client_name} max={80} />
    </strong>
  );
  const product = <IsolatedText text={page.product_name} max={60} />;
  const device = <IsolatedText text={deviceText(page.t, deviceName(shown.device.user_agent))} max={80} />;
  const ip = <IsolatedText text={shown.device.ip ?? '–'} max={60} />;
  return (
    <PageLayout page={page} title={page.t('device.confirm.title')}>
      <p>
        <MessageText page={page} message="device.confirm.sentence" values={{ client, product }} />
      </p>
      <p class="user-code" dir="ltr">
        {shown.user_code}
      </p>
      <p class="quiet">
        <MessageText page={page} message="device.confirm.from" values={{ device, ip }} />
      </p>
      <div class="redirect warning">
        <PageIcon name="notice" />
        <p>{page.t('device.confirm.warning')}</p>
      </div>
      <form method="post" action={shown.action}>
        <input type="hidden" name="xsrf" value={shown.xsrf} />
        <input type="hidden" name="user_code" value={shown.user_code} />
        <div class="decision">
          <button class="button" type="submit" name="abort" value="yes">
            {page.t('device.confirm.abort')}
          </button>
          <button class="button button-primary" type="submit" name="confirm" value="yes">
            {page.t('device.confirm.submit')}
          </button>
        </div>
      </form>
    </PageLayout>
  );
}
