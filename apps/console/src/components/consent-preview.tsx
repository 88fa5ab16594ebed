import { PAGE_LANGUAGES, type ConsentPreviewRequest, type PageLanguage } from '@consentry/contract';
import { NativeSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentPreviewQuery } from '../data/consent-preview.ts';
import { languageName } from './language-name.ts';
import classes from './consent-preview.module.css';

const COLORS = ['light', 'dark'] as const;
const WIDTHS = ['wide', 'narrow'] as const;

interface ConsentPreviewProps {
  client_id: string;
  changes: ConsentPreviewRequest['changes'];
  logos?: ConsentPreviewRequest['logos'];
}

/** The consent page that the server draws for what stands in the form, before it is saved. Nothing in the frame runs or leads anywhere. */
export function ConsentPreview({ client_id, changes, logos }: ConsentPreviewProps) {
  const { t, i18n } = useTranslation();
  const [language, setLanguage] = useState<PageLanguage>('en');
  const [color_scheme, setColors] = useState<(typeof COLORS)[number]>('light');
  const [width, setWidth] = useState<(typeof WIDTHS)[number]>('wide');
  const request = { changes, ...(logos === undefined ? {} : { logos }), language, color_scheme };
  const [settled] = useDebouncedValue(JSON.stringify(request), 250);
  const preview = useQuery({
    ...consentPreviewQuery(client_id, JSON.parse(settled) as ConsentPreviewRequest),
    placeholderData: keepPreviousData,
  });
  return (
    <section className={classes['preview']} aria-label={t('preview.title')}>
      <h2 className={classes['title']}>{t('preview.title')}</h2>
      <div className={classes['controls']}>
        <NativeSelect
          size="xs"
          aria-label={t('preview.language')}
          value={language}
          data={PAGE_LANGUAGES.map((value) => ({ value, label: languageName(value, i18n.language) }))}
          onChange={(event) => setLanguage(PAGE_LANGUAGES.find((tag) => tag === event.currentTarget.value) ?? 'en')}
        />
        <NativeSelect
          size="xs"
          aria-label={t('preview.colors')}
          value={color_scheme}
          data={COLORS.map((value) => ({ value, label: t(`preview.${value}`) }))}
          onChange={(event) => setColors(event.currentTarget.value === 'dark' ? 'dark' : 'light')}
        />
        <NativeSelect
          size="xs"
          aria-label={t('preview.width')}
          value={width}
          data={WIDTHS.map((value) => ({ value, label: t(`preview.${value}`) }))}
          onChange={(event) => setWidth(event.currentTarget.value === 'narrow' ? 'narrow' : 'wide')}
        />
      </div>
      <div className={classes['stage']}>
        {preview.data !== undefined && (
          <iframe className={classes['frame']} data-width={width} sandbox="" srcDoc={preview.data.html} title={t('preview.title')} />
        )}
      </div>
      <p className="quiet" role="status">
        {t(preview.isError ? 'preview.outdated' : 'preview.note')}
      </p>
    </section>
  );
}
