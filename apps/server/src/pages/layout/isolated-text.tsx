import { displayText } from './display-text.ts';

/** Text of others, so that neither its direction nor its length reaches the words around it. */
export function IsolatedText({ text, max = 200, lang }: { text: string; max?: number; lang?: string | undefined }) {
  return <bdi lang={lang}>{displayText(text, max)}</bdi>;
}
