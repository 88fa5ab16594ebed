import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';

/** Instead of a form that asks for the current password. */
export function NoPassword({ page }: { page: PageContext }) {
  const product = <IsolatedText text={page.product_name} max={60} />;
  return (
    <p class="quiet">
      <MessageText page={page} message="account.no_password" values={{ product }} />
    </p>
  );
}
