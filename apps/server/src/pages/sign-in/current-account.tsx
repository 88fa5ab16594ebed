import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PersonLine } from '../layout/person-line.tsx';

/** The user who is signed in already, offered when the client asks to choose (`prompt=select_account`, OIDC Core §3.1.2.1). */
export interface CurrentAccountView {
  name: string;
  username: string;
}

interface CurrentAccountProps {
  page: PageContext;
  action: string;
  csrf_token: string;
  account: CurrentAccountView;
}

/** A form of its own, so that Enter in the password field can't choose this account. */
export function CurrentAccount({ page, action, csrf_token, account }: CurrentAccountProps) {
  const name = <IsolatedText text={account.name} max={60} />;
  return (
    <form method="post" action={action} class="current-account">
      <input type="hidden" name="csrf_token" value={csrf_token} />
      <PersonLine name={account.name} detail={account.username} />
      <button class="button button-primary" type="submit" name="decision" value="continue">
        <span>
          <MessageText page={page} message="sign_in.continue_as" values={{ name }} />
        </span>
      </button>
    </form>
  );
}
