import { Button } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { problemErrors } from '../forms/field-errors.ts';
import { useFirstError } from '../forms/use-first-error.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { UnsavedChangesGuard } from './unsaved-changes-guard.tsx';
import classes from './create-form.module.css';

interface CreateFormProps<Values> {
  form: UseFormReturnType<Values>;
  mutation: { isPending: boolean; error: unknown };
  submitLabel: string;
  cancel: ReactNode;
  tidy?: (values: Values) => Values;
  /** Sends what was typed and goes on to what was made; the promise fails with the server's problem. */
  onCreate: (values: Values) => Promise<void>;
  children: ReactNode;
}

/** A form that makes something new. */
export function CreateForm<Values>(props: CreateFormProps<Values>) {
  const { form, mutation, submitLabel, cancel, tidy, onCreate, children } = props;
  const { form: element, focusFirstError } = useFirstError();
  const submit = form.onSubmit(async (values) => {
    try {
      await onCreate(values);
    } catch (error) {
      form.setErrors(problemErrors(error));
      focusFirstError();
    }
  }, focusFirstError);

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
      {Object.keys(form.errors).length === 0 && <ProblemAlert error={mutation.error} />}
      <div className={classes['actions']}>
        <Button type="submit" loading={mutation.isPending}>
          {submitLabel}
        </Button>
        {cancel}
      </div>
      <UnsavedChangesGuard isDirty={form.isDirty() && !mutation.isPending} />
    </form>
  );
}
