import { expect, test } from 'vitest';
import { matchLocale } from './match-locale.ts';
import { LOCALES } from './messages.ts';

test('the first known language wins, a region falls back to its language, and English stands for the rest (RFC 4647 §3.4)', () => {
  expect(matchLocale(['xx', 'fr-CA', 'de'])).toBe('fr');
  expect(matchLocale(['EN-latn-us'])).toBe('en');
  expect(matchLocale(['de-CH-1996', 'en'])).toBe('de');
  expect(matchLocale(['ja-u-ca-japanese'])).toBe('ja');
  expect(matchLocale([])).toBe('en');
});

test('what is no language tag is passed over', () => {
  expect(matchLocale(['', '*', 'constructor', '__proto__', '-', 'x-private', 'de_DE\0', 'it'])).toBe('it');
  expect(matchLocale(['toString', 'a'.repeat(10_000)])).toBe('en');
});

test('each language is found by its own tag, in any case', () => {
  for (const locale of Object.keys(LOCALES)) {
    expect(matchLocale([locale])).toBe(locale);
    expect(matchLocale([locale.toUpperCase()])).toBe(locale);
  }
});

test.each([
  ['zh', 'zh-Hans'],
  ['zh-CN', 'zh-Hans'],
  ['zh-SG', 'zh-Hans'],
  ['zh-Hans-HK', 'zh-Hans'],
  ['cmn', 'zh-Hans'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['zh-MO', 'zh-Hant'],
  ['zh-Hant-CN', 'zh-Hant'],
  ['cmn-TW', 'zh-Hant'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['iw', 'he'],
  ['iw-IL', 'he'],
  ['es-419', 'es'],
  ['ar-EG', 'ar'],
])('%s is answered in %s', (tag, locale) => {
  expect(matchLocale([tag])).toBe(locale);
});
