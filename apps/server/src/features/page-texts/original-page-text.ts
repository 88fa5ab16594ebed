import type { PageLanguage } from '@consentry/contract';
import { LOCALES } from '../../pages/messages/messages.ts';
import { Problem } from '../../problem.ts';

/** The text as it comes with the product. Throws `page-text-not-found`. */
export function originalPageText(language: PageLanguage, key: string): string {
  const messages: Readonly<Record<string, string>> = LOCALES[language].messages;
  const original = Object.hasOwn(messages, key) ? messages[key] : undefined;
  if (original === undefined) throw new Problem('page-text-not-found', `There is no text with the key “${key}” in ${language}.`);
  return original;
}
