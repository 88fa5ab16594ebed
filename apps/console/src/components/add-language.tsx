import { PAGE_LANGUAGES } from '@consentry/contract';
import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { languageName } from './language-name.ts';
import classes from './localized-text-input.module.css';

/** The languages of the hosted pages that are not there yet, English first. */
export function AddLanguage({ label, taken, onAdd }: { label: string; taken: string[]; onAdd: (language: string) => void }) {
  const { t, i18n } = useTranslation();
  const offered = PAGE_LANGUAGES.filter((language) => !taken.includes(language)).toSorted(
    (a, b) => Number(b === 'en') - Number(a === 'en'),
  );
  if (offered.length === 0) return null;
  return (
    <NativeSelect
      className={classes['add'] ?? ''}
      size="xs"
      aria-label={`${label}: ${t('localized.add')}`}
      value=""
      data={[{ value: '', label: t('localized.add') }, ...offered.map((value) => ({ value, label: languageName(value, i18n.language) }))]}
      onChange={(event) => {
        if (event.currentTarget.value !== '') onAdd(event.currentTarget.value);
      }}
    />
  );
}
