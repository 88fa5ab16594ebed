import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';

/** The person is done here; the device goes on by itself at its next request. */
export function DeviceDonePage({ page, client_name }: { page: PageContext; client_name: string }) {
  const client = (
    <strong>
      <IsolatedText text={client_name} max={80} />
    </strong>
  );
  return (
    <PageLayout page={page} title={page.t('device.done.title')}>
      <p>
        <MessageText page={page} message="device.done.sentence" values={{ client }} />
      </p>
    </PageLayout>
  );
}
