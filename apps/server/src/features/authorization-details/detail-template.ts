/** Words, or the path of a member whose value stands there. */
export type TemplatePart = { words: string } | { path: readonly string[] };

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
const PATH = /^[^\s.{}]{1,64}(\.[^\s.{}]{1,64}){0,5}$/;

/** A template such as “Pay {{amount.value}} to {{creditor}}” in its parts. */
export function templateParts(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    if (match.index > end) parts.push({ words: template.slice(end, match.index) });
    parts.push({ path: (match[1] ?? '').split('.') });
    end = match.index + match[0].length;
  }
  if (end < template.length) parts.push({ words: template.slice(end) });
  return parts;
}

/** What is wrong with a template; `null`: it can be used. */
export function templateFault(template: string): string | null {
  for (const [whole, path = ''] of template.matchAll(PLACEHOLDER)) {
    if (!PATH.test(path)) return `“${whole}” names no member; write {{member}} or {{member.inner}}`;
  }
  const words = template.replaceAll(PLACEHOLDER, '');
  return words.includes('{{') || words.includes('}}') ? 'has a “{{” or “}}” that belongs to no placeholder' : null;
}
