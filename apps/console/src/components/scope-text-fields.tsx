import type { ScopeWords } from '@consentry/contract';
import { ActionIcon, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from './language-name.ts';
import { AddLanguage } from './add-language.tsx';
import classes from './scope-text-fields.module.css';

interface ScopeTextFieldsProps {
  /** The scope that they belong to. */
  name: string;
  texts: Record<string, ScopeWords>;
  /** The message of a field, by path (`de.title`). */
  errorOf: (path: string) => ReactNode;
  onChange: (texts: Record<string, ScopeWords>) => void;
}

/** What people read of a scope in each language; folded until it is wanted. */
export function ScopeTextFields({ name, texts, errorOf, onChange }: ScopeTextFieldsProps) {
  const { t, i18n } = useTranslation();
  const languages = Object.entries(texts);
  const label = t('scope_texts.of', { name });
  const hasError = languages.some(([tag]) => errorOf(`${tag}.title`) !== undefined || errorOf(`${tag}.description`) !== undefined);
  return (
    <details className={classes['texts']} open={hasError || undefined}>
      <summary>
        {languages.length === 0 ? t('scope_texts.none') : t('scope_texts.some', { count: languages.length })}
        <span className="visually-hidden"> ({name})</span>
      </summary>
      <div className={classes['list']} role="group" aria-label={label}>
        <p className="quiet">{t('scope_texts.hint')}</p>
        {languages.map(([tag, words]) => (
          <LanguageRow
            key={tag}
            tag={tag}
            label={`${label}: ${languageName(tag, i18n.language)}`}
            words={words}
            errorOf={(member) => errorOf(`${tag}.${member}`)}
            onChange={(changed) => onChange({ ...texts, [tag]: changed })}
            onRemove={() => onChange(Object.fromEntries(languages.filter(([other]) => other !== tag)))}
          />
        ))}
        <AddLanguage
          label={label}
          taken={Object.keys(texts)}
          onAdd={(tag) => onChange({ ...texts, [tag]: { title: '', description: '' } })}
        />
      </div>
    </details>
  );
}

interface LanguageRowProps {
  tag: string;
  label: string;
  words: ScopeWords;
  errorOf: (member: keyof ScopeWords) => ReactNode;
  onChange: (words: ScopeWords) => void;
  onRemove: () => void;
}

function LanguageRow({ tag, label, words, errorOf, onChange, onRemove }: LanguageRowProps) {
  const { t, i18n } = useTranslation();
  const language = languageName(tag, i18n.language);
  return (
    <div className={classes['row']} role="group" aria-label={label}>
      <div className={classes['inputs']}>
        <TextInput
          label={t('scope_texts.title', { language })}
          size="xs"
          lang={tag}
          dir="auto"
          value={words.title}
          error={errorOf('title')}
          onChange={(event) => onChange({ ...words, title: event.currentTarget.value })}
        />
        <Textarea
          label={t('scope_texts.description', { language })}
          size="xs"
          autosize
          minRows={1}
          maxRows={6}
          lang={tag}
          dir="auto"
          value={words.description}
          error={errorOf('description')}
          onChange={(event) => onChange({ ...words, description: event.currentTarget.value })}
        />
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('localized.remove', { language, label: t('scope_texts.of', { name: '' }) })}
        onClick={onRemove}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}
