import { displayText } from '../layout/display-text.ts';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { AccountErrors } from '../sign-up/account-errors.tsx';
import { AccountFields } from '../sign-up/account-fields.tsx';
import type { AccountFieldErrors, AccountFieldValues } from '../sign-up/account-fields.tsx';

export interface SetupPageProps {
  page: PageContext;
  /** Where the form is posted: `username`, `name`, `email`, `password`, `setup_token`, `csrf_token`. */
  action: string;
  csrf_token: string;
  setup_token: string;
  values: AccountFieldValues;
  errors: AccountFieldErrors;
  error: 'rate_limited' | null;
  retry_after_seconds: number | null;
}

/** Makes the first operator, for whoever has the one-time link. */
export function SetupPage(props: SetupPageProps) {
  const { page, values, errors, error } = props;
  const hasError = error !== null || Object.keys(errors).length > 0;
  return (
    <PageLayout page={page} title={page.t('setup.title')} has_error={hasError}>
      <p class="subtitle">{page.t('setup.sentence', { product: displayText(page.product_name, 60) })}</p>
      <AccountErrors page={page} errors={errors} error={error} retry_after_seconds={props.retry_after_seconds} />
      <form method="post" action={props.action}>
        <input type="hidden" name="csrf_token" value={props.csrf_token} />
        <input type="hidden" name="setup_token" value={props.setup_token} />
        <AccountFields page={page} values={values} errors={errors} />
        <div class="actions">
          <button class="button button-primary" type="submit">
            {page.t('setup.submit')}
          </button>
        </div>
      </form>
    </PageLayout>
  );
}
