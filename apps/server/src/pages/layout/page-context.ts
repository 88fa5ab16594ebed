import { matchLocale } from '../messages/match-locale.ts';
import { catalogueVersion, createTranslator, directionOf } from '../messages/messages.ts';
import type { Locale, Translate } from '../messages/messages.ts';

/** What every hosted page needs beside its own props. */
export interface PageContext {
  /** Without a script, where none may run. */
  assets: { styles: string; script: string | null };
  locale: Locale;
  dir: 'ltr' | 'rtl';
  t: Translate;
  product_name: string;
  /** Changes with any text of the page’s language. */
  text_version: string;
}

interface PageContextInput {
  assets: PageContext['assets'];
  product_name: string;
  /** Language tags, best first: `ui_locales` (OIDC Core §3.1.2.1), then the browser's. */
  preferred_locales: readonly string[];
}

/** The texts of a language, perhaps with others of the operator in their place. */
export interface PageWords {
  t: Translate;
  text_version: string;
}

const translators = new Map<Locale, Translate>();

function translatorOf(locale: Locale): Translate {
  const translate = translators.get(locale) ?? createTranslator(locale);
  translators.set(locale, translate);
  return translate;
}

export function createPageContext(input: PageContextInput, words?: PageWords): PageContext {
  const locale = matchLocale(input.preferred_locales);
  const { t, text_version } = words ?? { t: translatorOf(locale), text_version: catalogueVersion(locale) };
  return { assets: input.assets, product_name: input.product_name, locale, dir: directionOf(locale), t, text_version };
}
