import type { Language } from '../escape-value.ts';

const VOID_ELEMENTS = new Set(['meta', 'link', 'br', 'input', 'img']);
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
const HASH_COMMENTS: Language[] = ['ruby', 'nginx', 'php'];
const SLASH_COMMENTS: Language[] = ['csharp', 'css', 'dart', 'go', 'groovy', 'java', 'kotlin', 'php', 'swift'];

/** For languages without a parser at hand: strings end on their line, brackets and elements close in order. */
export function structuralFault(content: string, language: Language): string | null {
  if (language === 'html' || language === 'xml') return elementFault(content);
  const open: string[] = [];
  for (const token of tokensOf(content, language)) {
    if (token === 'unfinished') return 'a string does not end on its line';
    if ('([{'.includes(token)) open.push(token);
    if (token in PAIRS && open.pop() !== PAIRS[token]) return `“${token}” closes what is not open`;
  }
  return open.length === 0 ? null : `“${open.at(-1)}” is never closed`;
}

/** Brackets outside strings and comments, and `unfinished` for a string without an end. */
function* tokensOf(content: string, language: Language): Generator<string> {
  const quotes = language === 'swift' || language === 'nginx' ? ['"'] : ['"', "'"];
  for (let index = 0; index < content.length; index += 1) {
    const skipped = commentEnd(content, index, language);
    if (skipped !== null) {
      index = skipped;
      continue;
    }
    const character = content.charAt(index);
    const isRaw = language === 'go' && character === '`';
    if (isRaw || quotes.includes(character)) {
      const end = stringEnd(content, index, isRaw);
      if (end === null) return yield 'unfinished';
      index = end;
    } else if ('()[]{}'.includes(character)) yield character;
  }
}

function commentEnd(content: string, index: number, language: Language): number | null {
  const isHash = HASH_COMMENTS.includes(language) && content[index] === '#';
  const isSlash = SLASH_COMMENTS.includes(language) && content.startsWith('//', index);
  if (isHash || isSlash) return endOr(content, content.indexOf('\n', index));
  if (SLASH_COMMENTS.includes(language) && content.startsWith('/*', index)) return endOr(content, content.indexOf('*/', index));
  return null;
}

function endOr(content: string, found: number): number {
  return found === -1 ? content.length : found;
}

function stringEnd(content: string, start: number, isRaw: boolean): number | null {
  const quote = content.charAt(start);
  for (let index = start + 1; index < content.length; index += 1) {
    const character = content.charAt(index);
    if (!isRaw && character === '\\') index += 1;
    else if (!isRaw && character === '\n') return null;
    else if (character === quote) return index;
  }
  return null;
}

function elementFault(content: string): string | null {
  const open: string[] = [];
  for (const [, slash, name = '', self] of content.matchAll(/<(\/?)([A-Za-z][\w.-]*)(?:"[^"]*"|'[^']*'|[^>"'])*?(\/?)>/g)) {
    if (self === '/' || VOID_ELEMENTS.has(name)) continue;
    if (slash === '') open.push(name);
    else if (open.pop() !== name) return `</${name}> closes what is not open`;
  }
  return open.length === 0 ? null : `<${open.at(-1)}> is never closed`;
}
