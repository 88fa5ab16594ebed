import { ActionIcon, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AddLanguage } from './add-language.tsx';
import { languageName } from './language-name.ts';
import classes from './localized-text-input.module.css';

interface LocalizedTextInputProps {
  /** What the texts are, for those who only hear it. */
  label: string;
  texts: Record<string, string>;
  errorOf: (language: string) => ReactNode;
  onChange: (texts: Record<string, string>) => void;
}

/** A text in several languages: a row for each, and a list that adds one. */
export function LocalizedTextInput({ label, texts, errorOf, onChange }: LocalizedTextInputProps) {
  const { t, i18n } = useTranslation();
  const name = (language: string) => languageName(language, i18n.language);
  return (
    <div className={classes['list']} role="group" aria-label={label}>
      {Object.entries(texts).map(([language, text]) => (
        <div key={language} className={classes['row']}>
          <Textarea
            className={classes['input'] ?? ''}
            label={name(language)}
            aria-label={`${label}: ${name(language)}`}
            size="xs"
            autosize
            minRows={1}
            maxRows={6}
            lang={language}
            dir="auto"
            value={text}
            error={errorOf(language)}
            onChange={(event) => onChange({ ...texts, [language]: event.currentTarget.value })}
          />
          <ActionIcon
            className={classes['remove'] ?? ''}
            variant="subtle"
            color="gray"
            aria-label={t('localized.remove', { language: name(language), label })}
            onClick={() => onChange(Object.fromEntries(Object.entries(texts).filter(([other]) => other !== language)))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </div>
      ))}
      <AddLanguage label={label} taken={Object.keys(texts)} onAdd={(language) => onChange({ ...texts, [language]: '' })} />
    </div>
  );
}
