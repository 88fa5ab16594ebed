import { PageAlert } from '../layout/page-alert.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { retryMessage } from '../layout/retry-message.ts';
import type { FieldErrorKey, FormFaults } from './form-faults.ts';

interface FormFaultListProps<Field extends string> {
  page: PageContext;
  faults: FormFaults<Field>;
  /** The fields of the form in their order, each with its label. */
  labels: readonly (readonly [Field, string])[];
}

/** Above a form: what to correct, each entry a link to its field. */
export function FormFaultList<Field extends string>({ page, faults, labels }: FormFaultListProps<Field>) {
  if (faults.retry_after_seconds !== null) return <PageAlert id="form-alert">{retryMessage(page.t, faults.retry_after_seconds)}</PageAlert>;
  const entries = labels.flatMap(([field, label]) => {
    const error: FieldErrorKey | undefined = faults.errors[field];
    return error === undefined ? [] : [{ field, text: page.t('form.error_entry', { field: label, message: page.t(error) }) }];
  });
  if (entries.length === 0) return null;
  return (
    <PageAlert id="form-alert">
      <p>{page.t('form.errors_heading')}</p>
      <ul>
        {entries.map(({ field, text }) => (
          <li key={field}>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </PageAlert>
  );
}
