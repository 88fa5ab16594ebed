import { displayText } from '../../pages/layout/display-text.ts';

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Mail programs make a link of whatever looks like an address. */
const INSIDE_ADDRESS = /[.:/@](?=\S)/gu;

/**
 * Text of others for a mail: one short line whose direction does not reach the words around it, and of which no mail program makes a
 * link. Without this, an application could be named so that a mail of ours leads people to its own site.
 */
export function inertText(text: string, { dir, max = 100 }: { dir: 'ltr' | 'rtl'; max?: number }): string {
  const shown = displayText(text, max).replace(INSIDE_ADDRESS, '$&\u200b');
  return dir === 'rtl' || RIGHT_TO_LEFT.test(shown) ? `\u2068${shown}\u2069` : shown;
}
