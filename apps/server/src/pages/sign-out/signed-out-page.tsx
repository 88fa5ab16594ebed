import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { PageLink } from '../layout/page-link.tsx';

export interface SignedOutPageProps {
  page: PageContext;
  sign_in_url: string | null;
}

export function SignedOutPage({ page, sign_in_url }: SignedOutPageProps) {
  const product = <IsolatedText text={page.product_name} max={60} />;
  return (
    <PageLayout page={page} title={page.t('signed_out.title')}>
      <p>
        <MessageText page={page} message="signed_out.sentence" values={{ product }} />
      </p>
      {sign_in_url !== null && (
        <div class="actions">
          <PageLink href={sign_in_url} look="secondary">
            {page.t('signed_out.sign_in')}
          </PageLink>
        </div>
      )}
    </PageLayout>
  );
}
