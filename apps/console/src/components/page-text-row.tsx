import type { PageLanguage, PageText } from '@consentry/contract';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSavePageText } from '../data/page-texts.ts';
import { problemErrors } from '../forms/field-errors.ts';
import { notify } from './notify.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { Tag } from './tag.tsx';
import classes from './page-text-row.module.css';

interface PageTextRowProps {
  language: PageLanguage;
  item: PageText;
}

/** One text: as it is shown, and once it is opened, a field for another in its place. */
export function PageTextRow({ language, item }: PageTextRowProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={classes['row']}>
      <div className={classes['head']}>
        <code className={classes['key']}>{item.key}</code>
        {item.text !== null && <Tag tone="accent">{t('page_texts.changed')}</Tag>}
        {!isOpen && (
          <Button variant="subtle" size="compact-sm" aria-label={t('page_texts.edit_of', { key: item.key })} onClick={() => setOpen(true)}>
            {t('page_texts.edit')}
          </Button>
        )}
      </div>
      <p className={classes['text']} lang={language} dir="auto">
        {item.text ?? item.original}
      </p>
      {isOpen && <PageTextForm language={language} item={item} onDone={() => setOpen(false)} />}
    </li>
  );
}

function PageTextForm({ language, item, onDone }: PageTextRowProps & { onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(item.text ?? item.original);
  const save = useSavePageText(language);
  const finish = (value: string | null) =>
    save.mutate(
      { key: item.key, text: value },
      {
        onSuccess: () => {
          notify(t('state.saved'));
          onDone();
        },
      },
    );
  const error = problemErrors(save.error)['text'];
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        finish(text);
      }}
    >
      <Textarea
        label={t('page_texts.text_of', { key: item.key })}
        description={
          item.placeholders.length === 0
            ? t('page_texts.plain_hint')
            : t('page_texts.placeholders_hint', { names: item.placeholders.map((name) => `{{${name}}}`).join(', ') })
        }
        autosize
        autoFocus
        lang={language}
        dir="auto"
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {item.text !== null && (
        <p className="quiet">
          {t('page_texts.original')} <span lang={language}>{item.original}</span>
        </p>
      )}
      {error === undefined && <ProblemAlert error={save.error} />}
      <div className={classes['buttons']}>
        <Button type="submit" size="compact-md" loading={save.isPending} disabled={text === (item.text ?? item.original)}>
          {t('actions.save')}
        </Button>
        {item.text !== null && (
          <Button variant="default" size="compact-md" disabled={save.isPending} onClick={() => finish(null)}>
            {t('page_texts.reset')}
          </Button>
        )}
        <Button variant="subtle" size="compact-md" onClick={onDone}>
          {t('actions.cancel')}
        </Button>
      </div>
    </form>
  );
}
