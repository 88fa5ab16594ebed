import { ClientLine } from '../layout/client-line.tsx';
import type { ClientLineView } from '../layout/client-line.tsx';
import { displayText } from '../layout/display-text.ts';
import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import { PageAlert } from '../layout/page-alert.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { PageLink } from '../layout/page-link.tsx';
import { PasswordField } from '../layout/password-field.tsx';
import { retryMessage } from '../layout/retry-message.ts';
import { TextField } from '../layout/text-field.tsx';
import { CurrentAccount } from './current-account.tsx';
import type { CurrentAccountView } from './current-account.tsx';

export interface SignInPageProps {
  page: PageContext;
  /** Where the form is posted: `identifier`, `password`, `csrf_token`, or `decision` = `deny` | `continue`. */
  action: string;
  csrf_token: string;
  client: ClientLineView | null;
  identifier: string;
  error: 'invalid_credentials' | 'rate_limited' | 'disabled' | null;
  retry_after_seconds: number | null;
  sign_up_url: string | null;
  /** Whether there is an application to go back to. */
  cancel: boolean;
  current_account: CurrentAccountView | null;
}

const ALERT_ID = 'sign-in-alert';

// A disabled user is answered as a wrong password is: anything else would tell strangers which accounts exist.
function errorMessage({ page, error, retry_after_seconds }: SignInPageProps): string | null {
  if (error === null) return null;
  return error === 'rate_limited' ? retryMessage(page.t, retry_after_seconds) : page.t('sign_in.error_invalid_credentials');
}

function SignInForm(props: SignInPageProps) {
  const { page, identifier, error } = props;
  const alertId = error !== null && error !== 'rate_limited' ? ALERT_ID : null;
  const other = props.current_account !== null && error === null;
  return (
    <form method="post" action={props.action}>
      <input type="hidden" name="csrf_token" value={props.csrf_token} />
      <TextField
        page={page}
        name="identifier"
        label={page.t('sign_in.identifier')}
        value={identifier}
        autocomplete="username"
        max_length={254}
        alert_id={alertId}
        autofocus={!other && identifier === ''}
        verbatim
      />
      <PasswordField
        page={page}
        label={page.t('sign_in.password')}
        autocomplete="current-password"
        alert_id={alertId}
        autofocus={!other && identifier !== ''}
      />
      <div class="actions">
        <button class={other ? 'button' : 'button button-primary'} type="submit">
          {page.t('sign_in.submit')}
        </button>
        {props.cancel && (
          <button class="button button-quiet" type="submit" name="decision" value="deny" formnovalidate>
            {page.t('sign_in.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}

export function SignInPage(props: SignInPageProps) {
  const { page, current_account: currentAccount } = props;
  const error = errorMessage(props);
  const title = page.t(currentAccount ? 'sign_in.choose_title' : 'sign_in.title');
  return (
    <PageLayout page={page} title={title} has_error={error !== null}>
      {props.client ? (
        <ClientLine page={page} client={props.client} />
      ) : (
        <p class="subtitle">{page.t('sign_in.to_product', { product: displayText(page.product_name, 60) })}</p>
      )}
      {error !== null && <PageAlert id={ALERT_ID}>{error}</PageAlert>}
      {currentAccount && <CurrentAccount page={page} action={props.action} csrf_token={props.csrf_token} account={currentAccount} />}
      {currentAccount && <h2 class="divider">{page.t('sign_in.other_account')}</h2>}
      <SignInForm {...props} />
      {props.sign_up_url !== null && (
        <p class="aside">
          <MessageText page={page} message="sign_in.no_account" values={{ product: <IsolatedText text={page.product_name} max={40} /> }} />{' '}
          <PageLink href={props.sign_up_url}>{page.t('sign_in.sign_up')}</PageLink>
        </p>
      )}
    </PageLayout>
  );
}
