import { useForm, type FormErrors, type UseFormReturnType } from '@mantine/form';
import { useEffect } from 'react';

/** A form over something that is stored: while nothing is typed, and when that is discarded, it shows what the server has. */
export function useStoredForm<Values extends object>(stored: Values, validate: (values: Values) => FormErrors): UseFormReturnType<Values> {
  const form = useForm<Values>({ initialValues: stored, validate, validateInputOnBlur: true });
  const isDirty = form.isDirty();
  const text = JSON.stringify(stored);

  useEffect(() => {
    if (isDirty) return;
    form.setInitialValues(stored);
    form.setValues(stored);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a change of what is stored may replace the values
  }, [text]);

  const reset = () => {
    form.setInitialValues(stored);
    form.reset();
  };
  return { ...form, reset };
}
