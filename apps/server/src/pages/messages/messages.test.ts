import { expect, test } from 'vitest';
import { catalogueVersion, createTranslator, directionOf, LOCALES, type Locale } from './messages.ts';

const t = createTranslator('en');
const locales = Object.keys(LOCALES) as Locale[];

test('a name in a message is text: neither looked up, nor filled in, nor escaped twice', () => {
  const title = '$t(sign_in.title) {{product}} & <b>';
  for (const locale of locales) expect(createTranslator(locale)('layout.title', { title, product: 'Acme' })).toBe(`${title} – Acme`);
});

test('plural forms follow the count', () => {
  expect(t('retry.minutes', { count: 1 })).toContain('1 minute.');
  expect(t('retry.minutes', { count: 2 })).toContain('2 minutes.');
});

test.each<[Locale, readonly [number, string][]]>([
  [
    'fr',
    [
      [1, '1 minute.'],
      [2, '2 minutes.'],
      [1_000_000, '1000000 minutes.'],
    ],
  ],
  [
    'pl',
    [
      [1, '1 minutę.'],
      [3, '3 minuty.'],
      [5, '5 minut.'],
      [22, '22 minuty.'],
    ],
  ],
  [
    'ar',
    [
      [1, 'دقيقة واحدة.'],
      [2, 'دقيقتين.'],
      [5, '5 دقائق.'],
      [30, '30 دقيقة.'],
    ],
  ],
  [
    'he',
    [
      [1, 'דקה אחת.'],
      [2, 'שתי דקות.'],
      [10, '10 דקות.'],
    ],
  ],
  [
    'zh-Hant',
    [
      [1, '1 分鐘'],
      [7, '7 分鐘'],
    ],
  ],
])('plural forms of %s', (locale, expected) => {
  const translate = createTranslator(locale);
  for (const [count, text] of expected) expect(translate('retry.minutes', { count })).toContain(text);
});

test('Arabic and Hebrew run from right to left', () => {
  expect(locales.filter((locale) => directionOf(locale) === 'rtl')).toEqual(['ar', 'he']);
});

test('a catalogue’s version tells which words were read: each language has its own', () => {
  expect(new Set(locales.map((locale) => catalogueVersion(locale))).size).toBe(locales.length);
});
