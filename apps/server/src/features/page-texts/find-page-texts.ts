import type { PageLanguage } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { LOCALES } from '../../pages/messages/messages.ts';
import { pageTextFault } from './page-text-fault.ts';
import { selectPageTexts } from './page-text-store.ts';

export type ReplacedTexts = Partial<Record<PageLanguage, Record<string, string>>>;

/** What the operator has replaced, by language and key. What an upgrade has made unusable is left out: the original is shown. */
export async function findPageTexts(ctx: Context): Promise<ReplacedTexts> {
  const usable = (await selectPageTexts(ctx)).filter(({ language, message_key, message }) => {
    const original = originalOf(language, message_key);
    return original !== null && pageTextFault(original, message) === null;
  });
  const byLanguage = Map.groupBy(usable, ({ language }) => language);
  return Object.fromEntries(
    [...byLanguage].map(([language, rows]) => [language, Object.fromEntries(rows.map((row) => [row.message_key, row.message]))]),
  );
}

function originalOf(language: string, key: string): string | null {
  const definition = Object.hasOwn(LOCALES, language) ? LOCALES[language as PageLanguage] : null;
  const messages: Readonly<Record<string, string>> = definition?.messages ?? {};
  return Object.hasOwn(messages, key) ? (messages[key] ?? null) : null;
}
