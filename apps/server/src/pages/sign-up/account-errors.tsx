import { PageAlert } from '../layout/page-alert.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { retryMessage } from '../layout/retry-message.ts';
import { ACCOUNT_FIELDS } from './account-fields.tsx';
import type { AccountFieldErrors } from './account-fields.tsx';

interface AccountErrorsProps {
  page: PageContext;
  errors: AccountFieldErrors;
  error: 'rate_limited' | null;
  retry_after_seconds: number | null;
}

/** What to correct, each entry a link to its field. */
export function AccountErrors({ page, errors, error, retry_after_seconds }: AccountErrorsProps) {
  if (error !== null) return <PageAlert id="form-alert">{retryMessage(page.t, retry_after_seconds)}</PageAlert>;
  const entries = ACCOUNT_FIELDS.flatMap((field) => (errors[field] ? [{ field, message: errors[field] }] : []));
  if (entries.length === 0) return null;
  return (
    <PageAlert id="form-alert">
      <p>{page.t('form.errors_heading')}</p>
      <ul>
        {entries.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${field}`}>{page.t('form.error_entry', { field: page.t(`form.${field}`), message: page.t(message) })}</a>
          </li>
        ))}
      </ul>
    </PageAlert>
  );
}
