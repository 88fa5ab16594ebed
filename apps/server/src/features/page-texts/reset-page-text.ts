import type { PageLanguage, PageText } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { originalPageText } from './original-page-text.ts';
import { deletePageText } from './page-text-store.ts';
import { presentPageText } from './present-page-text.ts';

/** Shows the original text again. Problems: `page-text-not-found`. */
export async function resetPageText(ctx: Context, { language, key }: { language: PageLanguage; key: string }): Promise<PageText> {
  const result = presentPageText({ key, original: originalPageText(language, key), text: null });
  return mutate(ctx, async (tx) => {
    const wasSet = await deletePageText(tx, { language, message_key: key });
    return { result, audit: wasSet ? { action: 'page_text.reset', details: { language, key } } : null };
  });
}
