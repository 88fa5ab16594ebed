import { AUTHORIZATION_DETAILS_LIMITS } from '@consentry/contract';
import type { DetailView } from '../../pages/consent/detail-view.ts';
import type { PermissionView } from '../../pages/consent/permission-view.ts';
import { displayText } from '../../pages/layout/display-text.ts';
import { directionOf, type Locale, type Translate } from '../../pages/messages/messages.ts';
import { inertText } from './inert-text.ts';
import { mailBody } from './mail-body.tsx';
import type { MailContent } from './mail-content.ts';

export interface LastingAccessView {
  locale: Locale;
  t: Translate;
  product_name: string;
  client_name: string;
  /** All that the client may do, besides keeping the access. */
  permissions: readonly PermissionView[];
  /** Beside these, one by one, in the words of consent. */
  details: readonly DetailView[];
  allowed_at: Date;
  ip: string | null;
  ends: Date | 'session' | 'removed';
  /** Where the access can be removed. */
  account_url: string;
}

/** Tells a user that an app has got lasting access. The subject is ours alone: no words of the app’s stand in it. */
export function lastingAccessMail(view: LastingAccessView): MailContent {
  const { locale, t, account_url } = view;
  const product = displayText(view.product_name, 80);
  return mailBody({
    locale,
    subject: t('mail.lasting_access.subject', { product }),
    parts: [
      { kind: 'paragraph', text: t('mail.lasting_access.sentence', { product }) },
      { kind: 'facts', facts: factsOf(view) },
      { kind: 'paragraph', text: t('account.app_allowed') },
      { kind: 'list', items: permissionsOf(view) },
      { kind: 'paragraph', text: t('mail.lasting_access.remove') },
      { kind: 'link', url: account_url },
      { kind: 'paragraph', text: t('mail.lasting_access.not_you') },
    ],
  });
}

function factsOf({ locale, t, client_name, allowed_at, ip, ends }: LastingAccessView): { name: string; value: string }[] {
  return [
    { name: t('mail.lasting_access.client'), value: inertText(client_name, { dir: directionOf(locale) }) },
    { name: t('mail.lasting_access.allowed_at'), value: timeText(locale, allowed_at) },
    ...(ip === null ? [] : [{ name: t('account.ip'), value: ip }]),
    { name: t('account.app_until'), value: endText({ locale, t, ends }) },
  ];
}

function endText({ locale, t, ends }: Pick<LastingAccessView, 'locale' | 't' | 'ends'>): string {
  if (ends === 'session') return t('account.app_until_session');
  return ends === 'removed' ? t('mail.lasting_access.until_removed') : timeText(locale, ends);
}

function permissionsOf({ locale, t, permissions, details }: LastingAccessView): string[] {
  const dir = directionOf(locale);
  const titles = permissions.map(({ title, group }) =>
    group.kind === 'user_data' ? title : `${inertText(title, { dir, max: 200 })} (${inertText(group.name, { dir })})`,
  );
  return [...titles, ...details.map((detail) => detailText(detail, dir)), t('scope.offline_access.title')];
}

/** As consent says it, on one line: nothing that was allowed is left out or cut off. */
function detailText({ title, members, group }: DetailView, dir: 'ltr' | 'rtl'): string {
  const valuesText = (values: readonly string[]): string =>
    values.map((value) => inertText(value, { dir, max: AUTHORIZATION_DETAILS_LIMITS.max_text })).join(', ');
  const words = title.map((part) => ('words' in part ? withSpaces(part.words, dir) : valuesText(part.values))).join('');
  const rest = members.map(({ name, values }) => `${inertText(name, { dir, max: 500 })}: ${valuesText(values)}`);
  const api = group.kind === 'resource_server' ? ` (${inertText(group.name, { dir })})` : '';
  return `${[words, ...rest].join('; ')}${api}`;
}

/** Words between values are an API’s: they can lead nowhere either, and keep the spaces around them. */
function withSpaces(words: string, dir: 'ltr' | 'rtl'): string {
  if (words.trim() === '') return ' ';
  const [before, after] = [/^\s/.test(words) ? ' ' : '', /\s$/.test(words) ? ' ' : ''];
  return `${before}${inertText(words, { dir, max: 500 })}${after}`;
}

/** In UTC, and said so: where the reader is, nobody knows. */
function timeText(locale: Locale, at: Date): string {
  const [day, time] = [
    { year: 'numeric', month: 'long', day: 'numeric' } as const,
    { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const,
  ];
  return new Intl.DateTimeFormat(locale, { ...day, ...time, timeZone: 'UTC' }).format(at);
}
