export const LANGUAGES = [
  'bash',
  'conf',
  'csharp',
  'css',
  'dart',
  'dotenv',
  'go',
  'groovy',
  'html',
  'http',
  'java',
  'javascript',
  'json',
  'jsx',
  'kotlin',
  'nginx',
  'php',
  'properties',
  'python',
  'ruby',
  'swift',
  'text',
  'toml',
  'tsx',
  'typescript',
  'vue',
  'xml',
  'yaml',
] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * Makes a value safe where guides put it: inside a string literal of the file's language (in shells, PHP and Ruby a single-quoted one),
 * in the text or an attribute of markup, or as the whole right side of a line in `.env`. A value can then neither end its place nor begin another.
 */
export function escapeValue(value: string, language: Language): string {
  return ESCAPES[language](value.toWellFormed());
}

const byCode = (characters: RegExp) => (value: string) =>
  value.replace(characters, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
/** Quotes of every kind, what interpolates, what ends a script element, and what ends a line. */
const unicode = byCode(/["'`\\$<\u0000-\u001f\u007f-\u009f\u2028\u2029]/g);
const unicodeWithBraces = byCode(/["'`\\$<{}\u0000-\u001f\u007f-\u009f\u2028\u2029]/g);
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const onOneLine = (value: string): string => value.replace(control, ' ');
const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '{': '&#123;',
  '}': '&#125;',
};
const markup = (value: string): string => onOneLine(value).replace(/[&<>"'{}]/g, (character) => entities[character] ?? '');
const singleQuoted = (value: string): string => onOneLine(value).replace(/[\\']/g, String.raw`\$&`);
/** Java reads `\u0022` as a quote that ends the string (JLS §3.3). */
const java = (value: string): string => onOneLine(value).replace(/["\\]/g, String.raw`\$&`);
/** `$` begins a variable in nginx and has no escape. */
const nginx = (value: string): string =>
  onOneLine(value)
    .replace(/["'\\]/g, String.raw`\$&`)
    .replaceAll('$', '%24');

/** Configuration files without an escape of their own, where only addresses and ids are filled in. */
const inAddress = (value: string): string => value.replace(/[^A-Za-z0-9\-._~:/?[\]@!&()*+,;=%]/gu, percentEncoded);
function percentEncoded(character: string): string {
  return Array.from(new TextEncoder().encode(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** Parsers differ in what a quote may hold, and shells read the file too, so a value takes the quotes that it has not; one with all kinds cannot be written. */
function dotenv(value: string): string {
  const line = onOneLine(value);
  if (/^[A-Za-z0-9_.,:/@%+=-]*$/.test(line)) return line;
  const quote = ["'", '"'].find((mark) => !line.includes(mark));
  if (quote === undefined || /[\\$`]/.test(line)) return 'write-this-value-by-hand';
  return `${quote}${line}${quote}`;
}

const ESCAPES: Record<Language, (value: string) => string> = {
  bash: (value) => value.replaceAll('\u0000', '').replaceAll("'", String.raw`'\''`),
  conf: inAddress,
  csharp: unicodeWithBraces,
  css: onOneLine,
  dart: unicode,
  dotenv,
  go: unicode,
  groovy: singleQuoted,
  html: markup,
  http: onOneLine,
  java,
  javascript: unicode,
  json: unicode,
  jsx: unicode,
  kotlin: unicode,
  nginx,
  php: singleQuoted,
  properties: (value) =>
    onOneLine(value)
      .replaceAll('\\', '\\\\')
      .replaceAll('$', String.raw`\u0024`),
  python: unicodeWithBraces,
  ruby: singleQuoted,
  swift: (value) => onOneLine(value).replace(/["\\]/g, String.raw`\$&`),
  text: onOneLine,
  toml: unicode,
  tsx: unicode,
  typescript: unicode,
  vue: unicode,
  xml: markup,
  yaml: unicode,
};
