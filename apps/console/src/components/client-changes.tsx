import type { UpdateClient } from '@consentry/contract';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { changedLines } from '../forms/changed-lines.ts';
import { en } from '../messages/en.ts';
import { durationWords } from './duration-words.ts';
import classes from './client-changes.module.css';

/** Members of a client as they were and as they are, as the audit log has them. */
export const Changes = z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }));
export type Changes = z.infer<typeof Changes>;

// A member of a client that has no name in the catalogue does not compile.
const members = en.client_history.member satisfies Record<keyof UpdateClient, string>;
const values = en.client_history.value;

/** Each member that changed, with what it was and what it is, in words. */
export function ClientChanges({ changes }: { changes: Changes }) {
  const { t } = useTranslation();
  return (
    <dl className={classes['changes']}>
      {Object.entries(changes).map(([member, change]) => (
        <div key={member}>
          <dt>{isKnown(members, member) ? t(`client_history.member.${member}`) : <code>{member}</code>}</dt>
          <dd>
            <Change member={member} {...change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Change({ member, from, to }: { member: string; from?: unknown; to?: unknown }) {
  const { t, i18n } = useTranslation();
  const lines = changedLines(from, to);
  if (lines !== null) {
    return (
      <ul>
        <Lines label={t('client_history.removed')} sign="−" lines={lines.removed} />
        <Lines label={t('client_history.added')} sign="+" lines={lines.added} />
      </ul>
    );
  }
  const [before, after] = [from, to].map((value) => valueWords(value, member, { t, language: i18n.language }));
  return (
    <>
      <del dir="auto">{before}</del> <span aria-hidden>→</span> <ins dir="auto">{after}</ins>
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
  if (typeof value === 'string' && isKnown(values, value)) return t(`client_history.value.${value}`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isKnown<Words extends object>(words: Words, key: string): key is keyof Words & string {
  return Object.hasOwn(words, key);
}
