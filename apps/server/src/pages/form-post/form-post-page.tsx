import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';

export interface FormPostPageProps {
  page: PageContext;
  client_name: string;
  action: string;
  fields: Readonly<Record<string, string>>;
}

/** Carries an authorization response to the client (OAuth Form Post §2): by itself with JavaScript, by the button without. */
export function FormPostPage({ page, client_name, action, fields }: FormPostPageProps) {
  const client = <IsolatedText text={client_name} max={80} />;
  return (
    <PageLayout
      page={page}
      title={page.t('form_post.title', { client: client_name })}
      heading={<MessageText page={page} message="form_post.title" values={{ client }} />}
    >
      <p>
        <MessageText page={page} message="form_post.sentence" values={{ client }} />
      </p>
      <form method="post" action={action} data-submits-itself>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <button class="button button-primary" type="submit">
            {page.t('form_post.submit')}
          </button>
        </div>
      </form>
    </PageLayout>
  );
}
