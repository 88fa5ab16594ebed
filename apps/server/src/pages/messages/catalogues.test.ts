import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { LOCALES, type Locale } from './messages.ts';

/** Texts that are the same as in English, because the language has the word too or takes it over. */
const SAME_AS_ENGLISH: Readonly<Partial<Record<Locale, readonly string[]>>> = {
  de: ['claim.website', 'device.user_code', 'form.name', 'form.optional'],
  es: ['layout.title_error'],
  fr: ['device.user_code'],
  it: ['form.password', 'sign_in.password'],
  nl: ['claim.website', 'device.user_code'],
};

/** Names and technical words that keep their Latin letters in every script. */
const LATIN_WORDS = /Consentry|OpenID Connect|HTTP|URI|PKCE|API|Cookie|JSON|IP|Europe\/Berlin|https?:\/\/|name@example\.com/g;

const plurals = new Set(Object.keys(en).flatMap((key) => (key.endsWith('_other') ? [key.slice(0, -'_other'.length)] : [])));
const english: Readonly<Record<string, string>> = en;

interface Text {
  key: string;
  text: string;
  /** The plural form, or `null` for a text that depends on no count. */
  form: Intl.LDMLPluralRule | null;
  /** The same message in English. */
  original: string;
}

function textsOf(locale: Locale): Text[] {
  const messages: Readonly<Record<string, string>> = LOCALES[locale].messages;
  return Object.entries(messages).map(([key, text]) => {
    const [, stem = '', form = ''] = /^(.*)_(zero|one|two|few|many|other)$/.exec(key) ?? [];
    if (!plurals.has(stem)) return { key, text, form: null, original: english[key] ?? '' };
    return { key, text, form: form as Intl.LDMLPluralRule, original: english[`${stem}_other`] ?? '' };
  });
}

function placeholders(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{\{([a-z_]+)\}\}/g), ([, name = '']) => name))].toSorted();
}

/** As a person reads it, whatever the names are. */
function filled(text: string): string {
  return text.replaceAll(/\{\{[a-z_]+\}\}/g, 'x');
}

function letters(text: string): string {
  return text.replaceAll(/\{\{[a-z_]+\}\}/g, '').replaceAll(/[^\p{L}]/gu, '');
}

/** Whether this form stands for one number only, so that words such as “two seconds” can say it. */
function meansOneNumber(locale: Locale, form: Intl.LDMLPluralRule | null): boolean {
  const rules = new Intl.PluralRules(locale);
  const numbers = Array.from({ length: 1000 }, (_, number) => number).filter((number) => rules.select(number) === form);
  return numbers.length === 1;
}

describe.each(Object.keys(LOCALES) as Locale[])('the catalogue %s', (locale) => {
  const texts = textsOf(locale);

  test('has every plural in the forms of the language, and no other', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    const expected = [...plurals].flatMap((stem) => forms.map((form) => `${stem}_${form}`));
    expect(texts.flatMap(({ key, form }) => (form === null ? [] : [key])).toSorted()).toEqual(expected.toSorted());
  });

  test('has the placeholders of the English text', () => {
    for (const { key, text, form, original } of texts) {
      const names = placeholders(text);
      const withCount = meansOneNumber(locale, form) ? [...new Set([...names, 'count'])].toSorted() : names;
      expect(withCount, key).toEqual(placeholders(original));
    }
  });

  test('has no text that is empty, padded, marked up, or with typewriter quotes', () => {
    for (const { key, text } of texts) {
      expect(text, key).not.toBe('');
      expect(text.trim(), key).toBe(text);
      expect(text.normalize('NFC'), key).toBe(text);
      expect(filled(text), key).not.toMatch(/[{}<>"'`]|&\w+;|\$t\(|\.\.\.| {2}/);
    }
  });

  test('asks where the English text asks', () => {
    const asks = (text: string): boolean => /[?？؟]$/.test(text);
    for (const { key, text, original } of texts) if (asks(original)) expect(text, key).toSatisfy(asks);
  });

  test('ends its sentences where the English text does', () => {
    const isSentence = (text: string): boolean => /\p{L}\.$/u.test(text) && !text.startsWith('Such as');
    for (const { key, text, original } of texts) if (isSentence(original)) expect(text, key).toMatch(/[.。।]$/);
  });
});

describe.each(Object.keys(LOCALES).filter((locale): locale is Exclude<Locale, 'en'> => locale !== 'en'))('the translation %s', (locale) => {
  const texts = textsOf(locale);

  test('leaves nothing in English', () => {
    const same = texts.filter(({ text, original }) => text === original && letters(text) !== '').map(({ key }) => key);
    expect(same.toSorted()).toEqual((SAME_AS_ENGLISH[locale] ?? []).toSorted());
    for (const { key, text } of texts) expect(text, key).not.toMatch(/\b(?:the|you|your|with|this|that|and|app’s)\b/i);
  });

  test('is written in its own script', () => {
    const { script } = new Intl.Locale(locale).maximize();
    if (script === undefined || script === 'Latn') return;
    for (const { key, text } of texts) expect(letters(text.replaceAll(LATIN_WORDS, '')), key).not.toMatch(/\p{Script=Latin}/u);
  });
});

/** What would be an error of typesetting in the language, and looks like the English habit. */
const TYPOGRAPHY: readonly { locale: Locale; wrong: RegExp; rule: string }[] = [
  { locale: 'fr', wrong: /[^\u{202f}][;!?]|[^\u{a0}]:(?!\/\/)|«[^\u{a0}]|[^\u{a0}]»/u, rule: 'no-break spaces before ; ! ? :' },
  { locale: 'es', wrong: /^[^¿]*\?|^[^¡]*!/u, rule: 'questions and exclamations that begin with ¿ ¡' },
  { locale: 'de', wrong: /[“”](?!.*“)|[«»]/u, rule: '„…“ as quotation marks' },
  { locale: 'ja', wrong: /\p{Script=Han}[,.?!]|[\p{Script=Hiragana}\p{Script=Katakana}][,.?!]/u, rule: '、。？ after Japanese' },
  { locale: 'zh-Hans', wrong: /\p{Script=Han}[,.?!:;()]/u, rule: '，。？：； after Chinese' },
  { locale: 'zh-Hant', wrong: /\p{Script=Han}[,.?!:;()]/u, rule: '，。？：； after Chinese' },
  { locale: 'hi', wrong: /\p{Script=Devanagari}\.|।\S/u, rule: 'a danda at the end of sentences' },
  { locale: 'ar', wrong: /[,;?]/u, rule: '، ؛ ؟' },
];

test.each(TYPOGRAPHY)('$locale has $rule', ({ locale, wrong }) => {
  for (const { key, text } of textsOf(locale)) expect(filled(text), key).not.toMatch(wrong);
});

test('Chinese is written in the characters of its own script', () => {
  const text = (locale: Locale): string => Object.values(LOCALES[locale].messages).join('');
  expect(text('zh-Hans')).not.toMatch(/[應會請帳號碼個這無權開關發資訊連結]/u);
  expect(text('zh-Hant')).not.toMatch(/[应会请帐账号码个这无权开关发资讯连结]/u);
});
