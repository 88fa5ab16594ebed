import { useEffect, useRef, useState, type RefObject } from 'react';

/** Brings a person who saved to the first field that is wrong, also where it is out of sight: once the page shows the errors. */
export function useFirstError(): { form: RefObject<HTMLFormElement | null>; focusFirstError: () => void } {
  const form = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);
  return { form, focusFirstError: () => setRefusals((count) => count + 1) };
}
