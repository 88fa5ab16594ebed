import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './pager.module.css';

interface PagerProps {
  /** From one on. */
  page: number;
  size: number;
  shown: number;
  total: number | null;
  hasNext: boolean;
  isBusy: boolean;
  onPrevious: () => void;
  onNext: () => void;
}

/** Leafs through a list page by page, so that no page grows long. */
export function Pager({ page, size, shown, total, hasNext, isBusy, onPrevious, onNext }: PagerProps) {
  const { t, i18n } = useTranslation();
  const number = (value: number): string => new Intl.NumberFormat(i18n.language).format(value);
  const first = (page - 1) * size + 1;
  const range = { first: number(first), last: number(first + shown - 1) };
  return (
    <nav className={classes['pager']} aria-label={t('pager.label')}>
      <p className="quiet" role="status">
        {total === null ? t('pager.range_open', range) : t('pager.range', { ...range, total: number(total) })}
      </p>
      <div className={classes['buttons']}>
        <Button
          variant="default"
          size="sm"
          disabled={page === 1 || isBusy}
          leftSection={<IconChevronLeft size={16} />}
          onClick={onPrevious}
        >
          {t('pager.previous')}
        </Button>
        <Button variant="default" size="sm" disabled={!hasNext || isBusy} rightSection={<IconChevronRight size={16} />} onClick={onNext}>
          {t('pager.next')}
        </Button>
      </div>
    </nav>
  );
}
