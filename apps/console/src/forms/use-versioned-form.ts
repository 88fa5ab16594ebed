import { ProblemError, type Versioned } from '@consentry/contract';
import type { FormErrors, UseFormReturnType } from '@mantine/form';
import { useRef } from 'react';
import { changedMembers } from './changed-members.ts';
import { memberConflicts, type MemberConflict } from './member-conflicts.ts';
import { useStoredForm } from './use-stored-form.ts';

interface VersionedForm<Data, Values, Body> {
  /** What the server has now. */
  stored: Versioned<Data>;
  toValues: (data: Data) => Values;
  /** The whole page as the management API takes it. */
  toBody: (values: Values) => Body;
  validate: (values: Values) => FormErrors;
}

export interface VersionedFormState<Data, Values, Body> {
  form: UseFormReturnType<Values>;
  /** The version that the typing began with. */
  base: Versioned<Data>;
  /** What was typed since, as the management API takes it. */
  changes: (values: Values) => Partial<Body>;
  /** Whether the server has refused a save because somebody else had saved first. */
  isConflict: (error: unknown) => boolean;
  /** What the other saved. */
  conflicts: () => MemberConflict<Body>[];
  /** Shows what the other saved, and forgets what was typed. */
  takeTheirs: () => void;
  /** Keeps what was typed, on top of what the other saved; the next save sends it. */
  keepMine: () => void;
  /** A part of what was typed is stored now; the rest goes on top of that version. */
  goOnFrom: (saved: Versioned<Data>) => void;
}

/** A form that knows which version of the stored thing it was filled from, so that a save overwrites nobody else’s (RFC 9110 §13.1.1). */
export function useVersionedForm<Data, Values extends object, Body extends object>(
  input: VersionedForm<Data, Values, Body>,
): VersionedFormState<Data, Values, Body> {
  const { stored, toValues, toBody, validate } = input;
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
  const bodyOf = (version: Versioned<Data>): Body => toBody(toValues(version.data));
  return {
    form,
    base: base.current,
    changes: (values) => changedMembers(bodyOf(base.current), toBody(values)),
    isConflict: (error) => error instanceof ProblemError && error.slug === 'precondition-failed',
    conflicts: () => memberConflicts({ base: bodyOf(base.current), theirs: bodyOf(stored), mine: toBody(form.getValues()) }),
    takeTheirs: () => rebase(toValues(stored.data)),
    keepMine: () => rebase({ ...toValues(stored.data), ...changedMembers(toValues(base.current.data), form.getValues()) }),
    goOnFrom: (saved) => {
      base.current = saved;
    },
  };
}
