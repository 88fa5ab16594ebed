/** The names between double braces, each once, or `null` where braces stand that are no plain placeholder. */
export function placeholdersOf(text: string): string[] | null {
  const names = Array.from(text.matchAll(/\{\{([a-z_]+)\}\}/g), ([, name = '']) => name);
  const rest = text.replaceAll(/\{\{[a-z_]+\}\}/g, '');
  return /\{\{|\}\}/.test(rest) ? null : [...new Set(names)].toSorted();
}
