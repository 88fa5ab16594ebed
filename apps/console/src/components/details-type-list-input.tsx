import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NEW_DETAILS_TYPE, type DetailsTypeValues } from '../forms/details-type-values.ts';
import { LocalizedTextInput } from './localized-text-input.tsx';
import classes from './details-type-list-input.module.css';

interface DetailsTypeListInputProps {
  types: DetailsTypeValues[];
  /** The message of a field, by path (`0.type`). */
  errorOf: (path: string) => ReactNode;
  onChange: (types: DetailsTypeValues[]) => void;
}

/** Types of detailed permissions: a name, the JSON Schema of their members, and the words that people read. */
export function DetailsTypeListInput({ types, errorOf, onChange }: DetailsTypeListInputProps) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<DetailsTypeValues>) =>
    onChange(types.map((type, position) => (position === index ? { ...type, ...part } : type)));
  return (
    <div className={classes['list']}>
      {types.map((type, index) => (
        <div key={index} role="group" aria-label={t('details_types.of', { number: index + 1 })} className={classes['type']}>
          <div className={classes['row']}>
            <TextInput
              label={t('details_types.name')}
              placeholder="payment_initiation"
              spellCheck={false}
              autoCapitalize="none"
              dir="ltr"
              value={type.type}
              error={errorOf(`${index}.type`)}
              onChange={(event) => change(index, { type: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('details_types.remove', { name: type.type === '' ? String(index + 1) : type.type })}
              onClick={() => onChange(types.toSpliced(index, 1))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </div>
          <Textarea
            label={t('details_types.schema')}
            description={t('details_types.schema_hint')}
            classNames={{ input: classes['schema'] ?? '' }}
            spellCheck={false}
            dir="ltr"
            autosize
            minRows={4}
            maxRows={20}
            value={type.schema}
            error={errorOf(`${index}.schema`)}
            onChange={(event) => change(index, { schema: event.currentTarget.value })}
          />
          <div>
            <div className={classes['label']}>{t('details_types.words')}</div>
            <p className="quiet">{t('details_types.words_hint', { example: '{{amount.value}}' })}</p>
          </div>
          <LocalizedTextInput
            label={t('details_types.words')}
            texts={type.texts}
            errorOf={(language) => errorOf(`${index}.texts.${language}`)}
            onChange={(texts) => change(index, { texts })}
          />
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange([...types, NEW_DETAILS_TYPE])}
        >
          {t('details_types.add')}
        </Button>
      </div>
    </div>
  );
}
