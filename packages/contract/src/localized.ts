import { z } from 'zod';
import { NoNul } from './values.ts';

/** A language tag in its canonical spelling (RFC 5646 §4.5), so that no language stands twice under two spellings. */
export const LanguageTag = z
  .string()
  .max(35)
  .superRefine((tag, context) => {
    const canonical = canonicalTag(tag);
    if (canonical === tag) return;
    const message =
      canonical === null ? `“${tag.slice(0, 40)}” is not a language tag (RFC 5646), such as de or pt-BR` : `is written ${canonical}`;
    context.addIssue({ code: 'custom', message });
  })
  .describe('language tag (RFC 5646), such as `de` or `pt-BR`');

function canonicalTag(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

const MAX_LANGUAGES = 60;

/** One value for each language. */
export function localized<Value extends z.ZodType>(value: Value) {
  return z
    .record(LanguageTag, value)
    .refine((texts) => Object.keys(texts).length <= MAX_LANGUAGES, `must be in ${MAX_LANGUAGES} languages at most`);
}

/** Words of others for people to read, by language. */
export const LocalizedText = localized(NoNul.trim().min(1, 'must not be empty; remove the language instead').max(300)).meta({
  id: 'LocalizedText',
});
export type LocalizedText = z.infer<typeof LocalizedText>;
