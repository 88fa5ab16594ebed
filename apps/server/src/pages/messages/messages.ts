import { createHash } from 'node:crypto';
import type { PageLanguage } from '@consentry/contract';
import { createInstance } from 'i18next';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { he } from './he.ts';
import { hi } from './hi.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { nl } from './nl.ts';
import { pl } from './pl.ts';
import { ptBr } from './pt-br.ts';
import { tr } from './tr.ts';
import { zhHans } from './zh-hans.ts';
import { zhHant } from './zh-hant.ts';

type English = typeof en;
type Singular<Key> = Key extends `${infer Base}_one` ? Base : Key extends `${string}_other` ? never : Key;
type Text<Key extends string> = English[(Key | `${Key}_one` | `${Key}_other`) & keyof English];
type Placeholder<Source extends string> = Source extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Placeholder<Rest> : never;

/** A key of the catalogue, plural forms folded into one. */
export type MessageKey = Singular<keyof English>;

/** What a message must be given: exactly the names between its braces. */
export type MessageValues<Key extends MessageKey, Value = string | number> = Record<Placeholder<Text<Key>>, Value>;

/** The keys whose text stands alone, so that they can be passed around as data. */
export type PlainMessageKey = { [Key in MessageKey]: [Placeholder<Text<Key>>] extends [never] ? Key : never }[MessageKey];

export type Translate = <Key extends MessageKey>(
  key: Key,
  ...values: [Placeholder<Text<Key>>] extends [never] ? [] : [MessageValues<Key>]
) => string;

interface LocaleDefinition {
  readonly dir: 'ltr' | 'rtl';
  readonly messages: Readonly<Record<string, string>>;
}

/** Every language of the hosted pages, by its tag (RFC 5646). */
export const LOCALES = {
  ar: { dir: 'rtl', messages: ar },
  de: { dir: 'ltr', messages: de },
  en: { dir: 'ltr', messages: en },
  es: { dir: 'ltr', messages: es },
  fr: { dir: 'ltr', messages: fr },
  he: { dir: 'rtl', messages: he },
  hi: { dir: 'ltr', messages: hi },
  it: { dir: 'ltr', messages: it },
  ja: { dir: 'ltr', messages: ja },
  ko: { dir: 'ltr', messages: ko },
  nl: { dir: 'ltr', messages: nl },
  pl: { dir: 'ltr', messages: pl },
  'pt-BR': { dir: 'ltr', messages: ptBr },
  tr: { dir: 'ltr', messages: tr },
  'zh-Hans': { dir: 'ltr', messages: zhHans },
  'zh-Hant': { dir: 'ltr', messages: zhHant },
} as const satisfies Record<PageLanguage, LocaleDefinition>;

export type Locale = keyof typeof LOCALES;

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return LOCALES[locale].dir;
}

/** @param replaced texts of the operator in the place of the catalogue’s */
export function createTranslator(locale: Locale, replaced: Readonly<Record<string, string>> = {}): Translate {
  const instance = createInstance();
  void instance.init({
    lng: locale,
    // No other catalogue stands in: `Catalogue` has seen to it that every text is there.
    fallbackLng: false,
    resources: { [locale]: { translation: { ...LOCALES[locale].messages, ...replaced } } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // JSX escapes what is printed; escaping here too would show `&amp;`.
    interpolation: { escapeValue: false },
  });
  // `nest: false`: without it, a name such as `$t(error.csrf.title)` would be looked up as a message.
  return (key: string, values: Record<string, string | number> = {}) => instance.t(key, { ...values, nest: false });
}

const versions = new Map<Locale, string>();

/** Changes with any text of the catalogue: a grant records which words were agreed to. */
export function catalogueVersion(locale: Locale): string {
  const version = versions.get(locale) ?? createHash('sha256').update(JSON.stringify(LOCALES[locale].messages)).digest('hex').slice(0, 12);
  versions.set(locale, version);
  return version;
}
