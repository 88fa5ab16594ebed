import { ProblemError, type Versioned } from '@consentry/contract';
import type { FormErrors, UseFormReturnType } from '@mantine/form';
import { useRef } from 'react';
import { changedMembers } from './changed-members.ts';
import { useStoredForm } from './use-stored-form.ts';

interface VersionedForm<Data, Values> {
  /** What the server has now. */
  stored: Versioned<Data>;
  toValues: (data: Data) => Values;
  validate: (values: Values) => FormErrors;
}

export interface VersionedFormState<Data, Values> {
  form: UseFormReturnType<Values>;
  /** The version that the typing began with. */
  base: Versioned<Data>;
  /** Whether the server has refused a save because somebody else had saved first. */
  isConflict: (error: unknown) => boolean;
  /** Shows what the other saved, and forgets what was typed. */
  takeTheirs: () => void;
  /** Keeps what was typed, on top of what the other saved; the next save sends it. */
  keepMine: () => void;
}

/** A form that knows which version of the stored thing it was filled from, so that a save overwrites nobody else’s (RFC 9110 §13.1.1). */
export function useVersionedForm<Data, Values extends object>(input: VersionedForm<Data, Values>): VersionedFormState<Data, Values> {
  const { stored, toValues, validate } = input;
  const form = useStoredForm(toValues(stored.data), validate);
  const base = useRef(stored);
  if (!form.isDirty()) base.current = stored;

  const rebase = (values: Values): void => {
    base.current = stored;
    form.setInitialValues(toValues(stored.data));
    form.resetDirty(toValues(stored.data));
    form.setValues(values);
    form.clearErrors();
  };
  return {
    form,
    base: base.current,
    isConflict: (error) => error instanceof ProblemError && error.slug === 'precondition-failed',
    takeTheirs: () => rebase(toValues(stored.data)),
    keepMine: () => rebase({ ...toValues(stored.data), ...changedMembers(toValues(base.current.data), form.getValues()) }),
  };
}
