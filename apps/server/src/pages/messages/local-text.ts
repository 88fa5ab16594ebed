import type { Locale } from './messages.ts';

/** A text of others with the language it is in. */
export interface LocalText<Value> {
  lang: string;
  value: Value;
}

/**
 * The text for a person who reads a page in this language: that tag or a shorter one (RFC 4647 §3.4), else another variety of the
 * language. `null`: none is in it.
 */
export function localText<Value>(texts: Readonly<Record<string, Value>>, locale: Locale): LocalText<Value> | null {
  const language = locale.split('-')[0] ?? locale;
  const exact = [locale, language].find((tag) => Object.hasOwn(texts, tag));
  return at(texts, exact ?? Object.keys(texts).find((tag) => tag.startsWith(`${language}-`)));
}

/** As above; where the language is missing, in English, else in the first there is. */
export function localTextOrAny<Value>(texts: Readonly<Record<string, Value>>, locale: Locale): LocalText<Value> | null {
  return localText(texts, locale) ?? localText(texts, 'en') ?? at(texts, Object.keys(texts)[0]);
}

function at<Value>(texts: Readonly<Record<string, Value>>, lang: string | undefined): LocalText<Value> | null {
  const value = lang === undefined ? undefined : texts[lang];
  return lang === undefined || value === undefined ? null : { lang, value };
}
