import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EXPIRY_DAYS } from '../forms/secret-expiry.ts';

interface ExpiryFieldsProps {
  /** Input props of the choice: a number of days, `date` or `never`. */
  expires: object;
  /** Input props of the last day, while a date is chosen. */
  lastDay: object | null;
  /** Whether a day of one's own may be chosen. */
  hasDate?: boolean;
}

/** How long something is good that is made now. */
export function ExpiryFields({ expires, lastDay, hasDate = true }: ExpiryFieldsProps) {
  const { t } = useTranslation();
  const days = EXPIRY_DAYS.map((count) => ({ value: String(count), label: t('credentials.secret_expiry_days', { count }) }));
  const date = { value: 'date', label: t('credentials.secret_expiry_date') };
  const never = { value: 'never', label: t('credentials.secret_expiry_never') };
  return (
    <>
      <NativeSelect label={t('credentials.secret_expiry')} data={[...days, ...(hasDate ? [date] : []), never]} {...expires} />
      {lastDay !== null && <TextInput type="date" label={t('credentials.secret_expiry_at')} {...lastDay} />}
    </>
  );
}
