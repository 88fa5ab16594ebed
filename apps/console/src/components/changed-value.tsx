import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { changedLines } from '../forms/changed-lines.ts';
import { en } from '../messages/en.ts';
import { durationWords } from './duration-words.ts';
import classes from './changed-value.module.css';

const values = en.client_history.value;

interface ChangedValueProps {
  member: string;
  from: unknown;
  to: unknown;
}

/** What a member was and what it is: line by line where it is a list or things by name. */
export function ChangedValue({ member, from, to }: ChangedValueProps) {
  const { t, i18n } = useTranslation();
  const lines = changedLines(from, to);
  if (lines !== null) {
    return (
      <ul className={classes['lines']}>
        <Lines label={t('client_history.removed')} sign="−" lines={lines.removed} />
        <Lines label={t('client_history.added')} sign="+" lines={lines.added} />
      </ul>
    );
  }
  const [before, after] = [from, to].map((value) => valueWords(value, member, { t, language: i18n.language }));
  return (
    <>
      <del className={classes['before']} dir="auto">
        {before}
      </del>{' '}
      <span aria-hidden>→</span>{' '}
      <ins className={classes['after']} dir="auto">
        {after}
      </ins>
    </>
  );
}

function Lines({ label, sign, lines }: { label: string; sign: string; lines: string[] }) {
  return lines.map((line) => (
    <li key={line} data-sign={sign}>
      <span className="visually-hidden">{label}: </span>
      <bdi>{line}</bdi>
    </li>
  ));
}

function valueWords(value: unknown, member: string, { t, language }: { t: TFunction; language: string }): string {
  const isLifetime = member.endsWith('_seconds');
  if (value === null && isLifetime) return t('client_history.seconds_none');
  if (value === null || value === undefined || value === '') return t('client_history.nothing');
  if (typeof value === 'boolean') return t(value ? 'client_history.yes' : 'client_history.no');
  if (typeof value === 'number' && isLifetime) return durationWords(value, language) ?? String(value);
  if (typeof value === 'string' && isKnown(value)) return t(`client_history.value.${value}`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isKnown(value: string): value is keyof typeof values {
  return Object.hasOwn(values, value);
}
