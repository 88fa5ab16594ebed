import { ClientLine } from '../layout/client-line.tsx';
import type { ClientLineView } from '../layout/client-line.tsx';
import { displayText } from '../layout/display-text.ts';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { PageLink } from '../layout/page-link.tsx';
import { AccountErrors } from './account-errors.tsx';
import { AccountFields } from './account-fields.tsx';
import type { AccountFieldErrors, AccountFieldValues } from './account-fields.tsx';

export interface SignUpPageProps {
  page: PageContext;
  /** Where the form is posted: `username`, `name`, `email`, `password`, `csrf_token`, or `decision` = `deny`. */
  action: string;
  csrf_token: string;
  client: ClientLineView | null;
  values: AccountFieldValues;
  errors: AccountFieldErrors;
  error: 'rate_limited' | null;
  retry_after_seconds: number | null;
  sign_in_url: string;
  /** Whether there is an application to go back to. */
  cancel: boolean;
}

export function SignUpPage(props: SignUpPageProps) {
  const { page, values, errors, error } = props;
  const hasError = error !== null || Object.keys(errors).length > 0;
  return (
    <PageLayout page={page} title={page.t('sign_up.title')} has_error={hasError}>
      {props.client ? (
        <ClientLine page={page} client={props.client} />
      ) : (
        <p class="subtitle">{page.t('sign_up.subtitle', { product: displayText(page.product_name, 60) })}</p>
      )}
      <AccountErrors page={page} errors={errors} error={error} retry_after_seconds={props.retry_after_seconds} />
      <form method="post" action={props.action}>
        <input type="hidden" name="csrf_token" value={props.csrf_token} />
        <AccountFields page={page} values={values} errors={errors} />
        <div class="actions">
          <button class="button button-primary" type="submit">
            {page.t('sign_up.submit')}
          </button>
          {props.cancel && (
            <button class="button button-quiet" type="submit" name="decision" value="deny" formnovalidate>
              {page.t('sign_in.cancel')}
            </button>
          )}
        </div>
      </form>
      <p class="aside">
        {page.t('sign_up.have_account')} <PageLink href={props.sign_in_url}>{page.t('sign_up.sign_in')}</PageLink>
      </p>
    </PageLayout>
  );
}
