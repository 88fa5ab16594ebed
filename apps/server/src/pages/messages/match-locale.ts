import { LOCALES, type Locale } from './messages.ts';

const DEFAULT_LOCALE: Locale = 'en';

/** The first language we have among those preferred, each shortened from the end until it matches (RFC 4647 §3.4). */
export function matchLocale(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    const found = lookUp(tag);
    if (found !== undefined) return found;
  }
  return DEFAULT_LOCALE;
}

function lookUp(tag: string): Locale | undefined {
  const range = parse(tag);
  if (range === undefined) return undefined;
  const subtags = rangeOf(range).split('-');
  for (let length = subtags.length; length > 0; length -= 1) {
    const candidate = subtags.slice(0, length).join('-');
    // Of Portuguese we have one variety, which serves the others.
    const found = candidate === 'pt' ? 'pt-BR' : candidate;
    if (isLocale(found)) return found;
  }
  return undefined;
}

/** In canonical form, so that deprecated tags match too: `iw` is `he`, `cmn` is `zh` (RFC 5646 §4.5). */
function parse(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** Chinese is told apart by its script, which most tags leave to the region: `zh-TW` is written in traditional characters. */
function rangeOf(range: Intl.Locale): string {
  return range.language === 'zh' ? `zh-${range.maximize().script ?? ''}` : range.baseName;
}

function isLocale(tag: string): tag is Locale {
  return Object.hasOwn(LOCALES, tag);
}
