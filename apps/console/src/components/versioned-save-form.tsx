import type { Versioned } from '@consentry/contract';
import type { ReactNode } from 'react';
import type { VersionedFormState } from '../forms/use-versioned-form.ts';
import { SaveConflict } from './save-conflict.tsx';
import { SaveForm } from './save-form.tsx';

interface VersionedSaveFormProps<Data, Values, Body> {
  versioned: VersionedFormState<Data, Values, Body>;
  mutation: { isPending: boolean; error: unknown; reset: () => void };
  /** Sends what was changed, on top of the version that it was changed from. */
  onSave: (changes: Partial<Body>, base: Versioned<Data>, values: Values) => Promise<unknown>;
  /** What people call a member, for when somebody else has changed it. */
  nameOf: (member: keyof Body & string) => string;
  tidy?: (values: Values) => Values;
  children: ReactNode;
}

/** A page that is saved as one, and only over the version that it was filled from: otherwise it tells what somebody else has saved. */
export function VersionedSaveForm<Data, Values extends object, Body>(props: VersionedSaveFormProps<Data, Values, Body>) {
  const { versioned, mutation, onSave, nameOf, children, ...rest } = props;
  const settle = (choose: () => void) => () => {
    mutation.reset();
    choose();
  };
  return (
    <SaveForm
      {...rest}
      form={versioned.form}
      mutation={mutation}
      failure={
        versioned.isConflict(mutation.error) ? (
          <SaveConflict
            conflicts={versioned.conflicts()}
            nameOf={nameOf}
            onTakeTheirs={settle(versioned.takeTheirs)}
            onKeepMine={settle(versioned.keepMine)}
          />
        ) : undefined
      }
      onSave={(values) => onSave(versioned.changes(values), versioned.base, values)}
    >
      {children}
    </SaveForm>
  );
}
