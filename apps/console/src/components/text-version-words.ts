import type { TFunction } from 'i18next';
import { languageName } from './language-name.ts';

interface TextVersion {
  text_version: string;
  locale?: string | null | undefined;
}

/** Which words were agreed to, and in which language. */
export function textVersionWords({ text_version, locale }: TextVersion, t: TFunction, language: string): string {
  if (locale === undefined || locale === null) return t('grants.text_version', { version: text_version });
  return t('grants.text_version_in', { version: text_version, language: languageName(locale, language) });
}
