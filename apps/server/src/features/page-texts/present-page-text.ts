import type { PageText } from '@consentry/contract';
import { placeholdersOf } from './placeholders-of.ts';

export function presentPageText(text: Omit<PageText, 'placeholders'>): PageText {
  return { ...text, placeholders: placeholdersOf(text.original) ?? [] };
}
