import { displayText } from './display-text.ts';

/** The first letter or digit of a name, as a decoration. */
export function InitialTile({ text, round = false }: { text: string; round?: boolean }) {
  const initial = /[\p{L}\p{N}]/u.exec(displayText(text))?.[0] ?? '·';
  return (
    <span class={round ? 'initial initial-round' : 'initial'} aria-hidden="true">
      {initial.toUpperCase()}
    </span>
  );
}
