import type { ResourceServerRow } from '../../features/resource-servers/find-resource-servers.ts';
import { localText, localTextOrAny } from '../messages/local-text.ts';
import type { Locale } from '../messages/messages.ts';

interface ScopeWordsView {
  title: string;
  description: string;
  /** The language of both, where it is known and not the page’s. */
  lang: string | undefined;
}

/** How people read an API’s scope: in their language, else as its owner described it, else in English or any other language, else by name. */
export function scopeWords({ scopes }: Pick<ResourceServerRow, 'scopes'>, name: string, locale: Locale): ScopeWordsView {
  const scope = scopes.find((candidate) => candidate.name === name);
  const texts = scope?.texts ?? {};
  const plain = scope?.description ?? '';
  const words = plain === '' ? localTextOrAny(texts, locale) : localText(texts, locale);
  if (words !== null) {
    const { title, description } = words.value;
    return { title, description, lang: words.lang === locale ? undefined : words.lang };
  }
  return { title: plain === '' ? name : plain, description: plain === '' ? '' : name, lang: undefined };
}
