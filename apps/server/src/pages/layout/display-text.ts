// Bidi controls and invisible characters, except those that scripts and emoji need: joiners and variation selectors.
const INVISIBLE = /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu;
const CONTROL_OR_SPACE = /[\p{Cc}\s]+/gu;
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * Text of others as one line that stays inside its place: without direction overrides, which could make “moc.live” read
 * as “evil.com”, without invisible characters or towers of accents, and with `max` visible characters at most.
 */
export function displayText(text: string, max = 200): string {
  const line = text.replace(INVISIBLE, '').replace(STACKED_MARKS, '$1').replace(CONTROL_OR_SPACE, ' ').trim();
  if (line === '') return '?';
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment);
  return characters.length <= max
    ? line
    : `${characters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}
