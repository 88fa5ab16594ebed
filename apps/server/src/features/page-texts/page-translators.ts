import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';
import { catalogueVersion, createTranslator, type Locale, type Translate } from '../../pages/messages/messages.ts';
import { findPageTexts, type ReplacedTexts } from './find-page-texts.ts';

export interface PageTranslator {
  t: Translate;
  /** Changes with any text: a grant records which words were agreed to. */
  text_version: string;
}

/** The texts of the hosted pages as the operator has them. What was read is kept until it changes. */
export class PageTranslators {
  readonly #ctx: Context;
  readonly #translators = new Map<Locale, PageTranslator & { replaced: string }>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  async of(locale: Locale): Promise<PageTranslator> {
    const texts = (await this.#current())[locale] ?? {};
    const replaced = JSON.stringify(texts);
    const kept = this.#translators.get(locale);
    if (kept?.replaced === replaced) return kept;
    const made = { replaced, t: createTranslator(locale, texts), text_version: versionOf(locale, replaced) };
    this.#translators.set(locale, made);
    return made;
  }

  async #current(): Promise<ReplacedTexts> {
    return (await this.#ctx.cache.get('page_texts', '', () => findPageTexts(this.#ctx))) ?? {};
  }
}

function versionOf(locale: Locale, replaced: string): string {
  const original = catalogueVersion(locale);
  return replaced === '{}' ? original : createHash('sha256').update(`${original} ${replaced}`).digest('hex').slice(0, 12);
}
