import type { PlainMessageKey } from '../messages/messages.ts';

export type FieldErrorKey = Extract<PlainMessageKey, `field_error.${string}`>;

/** What to correct, by field, or how long to wait. */
export interface FormFaults<Field extends string> {
  errors: Partial<Record<Field, FieldErrorKey>>;
  retry_after_seconds: number | null;
}

export const NO_FAULTS = { errors: {}, retry_after_seconds: null };

export function hasFaults({ errors, retry_after_seconds }: FormFaults<string>): boolean {
  return retry_after_seconds !== null || Object.keys(errors).length > 0;
}
