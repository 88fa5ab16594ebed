import type { PageLanguage, PageText } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { LOCALES } from '../../pages/messages/messages.ts';
import { findPageTexts } from './find-page-texts.ts';
import { presentPageText } from './present-page-text.ts';

/** Every text of a language, in the order of the catalogue. */
export async function listPageTexts(ctx: Context, language: PageLanguage): Promise<{ items: PageText[] }> {
  const replaced = (await findPageTexts(ctx))[language] ?? {};
  const originals: Readonly<Record<string, string>> = LOCALES[language].messages;
  return {
    items: Object.entries(originals).map(([key, original]) => presentPageText({ key, original, text: replaced[key] ?? null })),
  };
}
