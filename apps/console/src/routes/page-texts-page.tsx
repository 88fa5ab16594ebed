import { PAGE_LANGUAGES, type PageLanguage, type PageText } from '@consentry/contract';
import { NativeSelect, Switch } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../components/language-name.ts';
import { Page } from '../components/page.tsx';
import { PageTextRow } from '../components/page-text-row.tsx';
import { SearchField } from '../components/search-field.tsx';
import { pageTextsQuery } from '../data/page-texts.ts';
import classes from './page-texts-page.module.css';

const route = getRouteApi('/settings/texts');

/** Every text of the hosted pages, and what the operator has put in its place. */
export function PageTextsPage() {
  const { t, i18n } = useTranslation();
  const { language = 'en' } = route.useSearch();
  const navigate = route.useNavigate();
  const [search, setSearch] = useState('');
  const [isChangedOnly, setChangedOnly] = useState(false);
  return (
    <Page title={t('page_texts.title')} lead={t('page_texts.lead')} back={{ to: '/settings', label: t('settings.title') }}>
      <div className={classes['controls']}>
        <SearchField value={search} onSearch={setSearch} label={t('page_texts.search')} />
        <NativeSelect
          aria-label={t('page_texts.language')}
          value={language}
          data={PAGE_LANGUAGES.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          onChange={(event) => {
            const chosen = PAGE_LANGUAGES.find((tag) => tag === event.currentTarget.value);
            void navigate({ search: chosen === undefined ? {} : { language: chosen }, replace: true });
          }}
        />
        <Switch
          label={t('page_texts.changed_only')}
          checked={isChangedOnly}
          onChange={(event) => setChangedOnly(event.currentTarget.checked)}
        />
      </div>
      <TextList language={language} words={search.trim().toLowerCase()} isChangedOnly={isChangedOnly} />
    </Page>
  );
}

function TextList({ language, words, isChangedOnly }: { language: PageLanguage; words: string; isChangedOnly: boolean }) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(pageTextsQuery(language));
  const shown = data.items.filter((item) => (!isChangedOnly || item.text !== null) && matches(item, words));
  return (
    <>
      <p className="quiet" role="status">
        {t('page_texts.count', { count: shown.length })}
      </p>
      {shown.length > 0 && (
        <ul className={classes['list']}>
          {shown.map((item) => (
            <PageTextRow key={`${language} ${item.key}`} language={language} item={item} />
          ))}
        </ul>
      )}
    </>
  );
}

function matches({ key, original, text }: PageText, words: string): boolean {
  return [key, original, text ?? ''].some((part) => part.toLowerCase().includes(words));
}
