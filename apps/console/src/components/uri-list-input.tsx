import type { AppType } from '@consentry/contract';
import { ActionIcon, Button, Input, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, useState, type ClipboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isUnfinished, redirectUriText } from '../forms/redirect-uri-text.ts';
import classes from './uri-list-input.module.css';

interface UriListInputProps {
  member: 'redirect_uris' | 'post_logout_redirect_uris' | 'cors_origins';
  label: string;
  description: string;
  appType: AppType;
  uris: string[];
  placeholder?: string;
  /** What is wrong with what is typed, by row; by the rules of redirect URIs unless given. */
  textOf?: (index: number) => string | null;
  /** Messages of the last save, by row. */
  errorOf: (index: number) => ReactNode;
  onChange: (uris: string[]) => void;
}

/** Rows of redirect URIs, each checked as it is typed. */
export function UriListInput(props: UriListInputProps) {
  const { member, label, description, appType, uris, placeholder = 'https://app.example.com/callback', textOf, errorOf, onChange } = props;
  const { t } = useTranslation();
  const id = useId();
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const replace = (index: number, texts: string[]) => onChange(uris.toSpliced(index, 1, ...texts));

  const errorText = (index: number): ReactNode => {
    if (isUnfinished(uris[index] ?? '') && !left.has(index)) return null;
    const typed = textOf === undefined ? redirectUriText(uris, index, { appType, t }) : textOf(index);
    return typed ?? errorOf(index);
  };
  /** Several lines pasted at once are several URIs. */
  const paste = (index: number, event: ClipboardEvent<HTMLInputElement>) => {
    const lines = event.clipboardData.getData('text').split(/\s+/).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    replace(index, (uris[index] ?? '') === '' ? lines : [uris[index] ?? '', ...lines]);
  };

  return (
    <fieldset className={classes['fieldset']} aria-describedby={`${id}-hint`}>
      <legend className={classes['legend']}>{label}</legend>
      <Input.Description id={`${id}-hint`} className={classes['hint'] ?? ''}>
        {description}
      </Input.Description>
      <div className={classes['rows']}>
        {uris.map((uri, index) => (
          <div key={index} className={classes['row']}>
            <TextInput
              className={classes['input'] ?? ''}
              aria-label={t(`redirects.${member}`, { number: index + 1 })}
              placeholder={index === 0 ? placeholder : ''}
              value={uri}
              type="url"
              spellCheck={false}
              autoCapitalize="none"
              dir="ltr"
              error={errorText(index)}
              onPaste={(event) => paste(index, event)}
              onBlur={() => setLeft(new Set(left).add(index))}
              onChange={(event) => replace(index, [event.currentTarget.value])}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={uri === '' ? t('redirects.remove_empty', { number: index + 1 }) : t('redirects.remove', { uri })}
              onClick={() => replace(index, [])}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </div>
        ))}
      </div>
      <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} />} onClick={() => onChange([...uris, ''])}>
        {uris.length === 0 ? t('redirects.add_first') : t('redirects.add')}
      </Button>
    </fieldset>
  );
}
