import { placeholdersOf } from './placeholders-of.ts';

/** Why a text cannot stand in the place of the original, or `null`: what is filled in has to appear, and nothing else can be. */
export function pageTextFault(original: string, text: string): string | null {
  const needed = placeholdersOf(original) ?? [];
  const names = placeholdersOf(text);
  if (names === null) return 'has double braces that are no placeholder; write each as {{name}}';
  const unknown = names.find((name) => !needed.includes(name));
  if (unknown !== undefined) return `has the placeholder {{${unknown}}}, which nothing is filled in for; ${known(needed)}`;
  const missing = needed.find((name) => !names.includes(name));
  return missing === undefined ? null : `lacks the placeholder {{${missing}}}`;
}

function known(needed: readonly string[]): string {
  return needed.length === 0 ? 'this text has none' : `this text has ${needed.map((name) => `{{${name}}}`).join(', ')}`;
}
