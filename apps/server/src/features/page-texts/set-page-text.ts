import type { PageLanguage, PageText } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { invalidMember } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { findPageTexts } from './find-page-texts.ts';
import { originalPageText } from './original-page-text.ts';
import { pageTextFault } from './page-text-fault.ts';
import { upsertPageText } from './page-text-store.ts';
import { presentPageText } from './present-page-text.ts';

/** Puts a text of the operator in the place of the original. Problems: `page-text-not-found`. */
export async function setPageText(ctx: Context, input: { language: PageLanguage; key: string; text: string }): Promise<PageText> {
  const { language, key, text } = input;
  const original = originalPageText(language, key);
  const fault = pageTextFault(original, text);
  if (fault !== null) throw invalidMember('/text', fault);
  return mutate(ctx, async (tx) => {
    const result = presentPageText({ key, original, text });
    const before = (await findPageTexts(tx))[language]?.[key];
    if (before === text) return { result, audit: null };
    await upsertPageText(tx, { language, message_key: key, message: text });
    return { result, audit: { action: 'page_text.set', details: { language, key, text } } };
  });
}
