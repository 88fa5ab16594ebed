import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';

export interface SignOutPageProps {
  page: PageContext;
  action: string;
  xsrf: string;
  client_name: string | null;
}

function SignOutSentence({ page, client_name }: Pick<SignOutPageProps, 'page' | 'client_name'>) {
  const product = <IsolatedText text={page.product_name} max={60} />;
  if (client_name === null) return <MessageText page={page} message="sign_out.sentence" values={{ product }} />;
  const client = (
    <strong>
      <IsolatedText text={client_name} max={80} />
    </strong>
  );
  return <MessageText page={page} message="sign_out.sentence_client" values={{ client, product }} />;
}

/** Asks before a sign-out that a client started (OIDC RP-Initiated Logout §2); without `logout` in the form the session stays. */
export function SignOutPage({ page, action, xsrf, client_name }: SignOutPageProps) {
  return (
    <PageLayout page={page} title={page.t('sign_out.title')}>
      <p>
        <SignOutSentence page={page} client_name={client_name} />
      </p>
      <form method="post" action={action}>
        <input type="hidden" name="xsrf" value={xsrf} />
        <div class="actions">
          <button class="button button-primary" type="submit" name="logout" value="yes">
            {page.t('sign_out.submit')}
          </button>
          <button class="button" type="submit">
            {page.t('sign_out.stay')}
          </button>
        </div>
      </form>
    </PageLayout>
  );
}
