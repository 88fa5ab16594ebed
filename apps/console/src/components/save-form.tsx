import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemErrors } from '../forms/field-errors.ts';
import { useFirstError } from '../forms/use-first-error.ts';
import { Notice } from './notice.tsx';
import { notify } from './notify.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { UnsavedChangesGuard } from './unsaved-changes-guard.tsx';
import classes from './save-form.module.css';

interface SaveFormProps<Values> {
  form: UseFormReturnType<Values>;
  mutation: { isPending: boolean; error: unknown; reset: () => void };
  /** Sends what was typed; the promise fails with the server's problem. */
  onSave: (values: Values) => Promise<unknown>;
  /** Shown in place of the server’s problem, where the page has more to say about it. */
  failure?: ReactNode;
  /** Tidies values before they are checked, for instance drops empty rows. */
  tidy?: (values: Values) => Values;
  children: ReactNode;
}

/** A page that is saved as one: one bar, shown once something changed, and a question before changes are lost. */
export function SaveForm<Values>({ form, mutation, onSave, failure, tidy, children }: SaveFormProps<Values>) {
  const { t } = useTranslation();
  const { form: element, focusFirstError } = useFirstError();
  const isDirty = form.isDirty();
  const hasErrors = Object.keys(form.errors).length > 0;

  const submit = form.onSubmit(async (values) => {
    try {
      await onSave(values);
    } catch (error) {
      form.setErrors(problemErrors(error));
      focusFirstError();
      return;
    }
    form.setInitialValues(values);
    form.resetDirty(values);
    notify(t('state.saved'));
  }, focusFirstError);
  const discard = () => {
    mutation.reset();
    form.reset();
  };

  return (
    <form
      ref={element}
      noValidate
      className={classes['form']}
      onSubmit={(event) => {
        if (tidy) form.setValues(tidy(form.getValues()));
        submit(event);
      }}
    >
      {children}
      {isDirty && (
        <div className={classes['foot']} role="region" aria-label={t('state.unsaved')}>
          {hasErrors ? (
            <Notice tone="danger" role="alert">
              <p>{t('failure.fields')}</p>
            </Notice>
          ) : (
            (failure ?? <ProblemAlert error={mutation.error} />)
          )}
          <div className={classes['bar']}>
            <p className={classes['state']}>{t('state.unsaved')}</p>
            <Button variant="default" onClick={discard} disabled={mutation.isPending}>
              {t('actions.discard')}
            </Button>
            <Button type="submit" loading={mutation.isPending}>
              {t('actions.save')}
            </Button>
          </div>
        </div>
      )}
      <UnsavedChangesGuard isDirty={isDirty} />
    </form>
  );
}
