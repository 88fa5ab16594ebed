import { describe, expect, test } from 'vitest';
import type { Language } from './escape-value.ts';
import { fillGuide } from './fill-guide.ts';
import { loadGuides } from './load-guides.ts';
import { PLACEHOLDERS, type GuideValues, type Placeholder } from './placeholders.ts';
import { snippetFaults, type Snippet } from './testing/snippet-parsers.ts';

const guides = loadGuides();

const NORMAL: GuideValues = {
  client_id: 'orders-web',
  client_secret: 'k3Vx9.secret_of-32~unreserved-characters',
  client_name: 'Orders',
  redirect_uri: 'http://localhost:8123/callback',
};

/** What a program could be given by somebody who means harm, in every place at once. */
const HOSTILE_TEXTS = [
  `'"\`\\ $(touch /tmp/owned) \${x} #{x} {x} {{client_id}} </script> <?php ?> */ --> # ; & | \u202e`,
  `\n"; import os; '\nEOF\r\nx: y\n} ) ]`,
  `\\"\\'\\`,
];

describe.each([
  ['an application’s own values', NORMAL],
  ['nothing at all', {}],
  ...HOSTILE_TEXTS.map((text) => [`hostile values ${JSON.stringify(text)}`, allAre(text)] as const),
] as const)('filled with %s', (_, values) => {
  test('every snippet parses in its language', () => {
    expect(snippetFaults(filledSnippets(values))).toEqual([]);
  });
});

/** Where a value may stand, by the quotes around it; what is left out may hold none. */
const QUOTES: Partial<Record<Language, string>> = {
  bash: "'",
  csharp: '"',
  dart: '\'"',
  go: '"',
  groovy: "'",
  java: '"',
  javascript: '\'"`',
  json: '"',
  jsx: '\'"`',
  kotlin: '"',
  nginx: '"',
  php: "'",
  python: '\'"',
  ruby: "'",
  swift: '"',
  toml: '"',
  tsx: '\'"`',
  typescript: '\'"`',
  vue: '\'"`',
  yaml: '"',
};

test('every value stands inside quotes that its language’s escape is for, or alone on the right side of a line of .env', () => {
  const wrong = rawSnippets().flatMap(({ name, language, content }) =>
    content.split('\n').flatMap((line) => (valuesAreSafe(line, language) ? [] : [`${name}: ${line.trim()}`])),
  );
  expect(wrong).toEqual([]);
});

/** `app_port` is a number that we found ourselves. */
function valuesAreSafe(line: string, language: Language): boolean {
  if (language === 'conf' || language === 'text') return true;
  if (language === 'dotenv') return !line.includes('{{') || /^[A-Z0-9_]+=\{\{[a-z_]+\}\}$/.test(line);
  return [...line.matchAll(/\{\{([a-z_]+)\}\}/g)].every(({ 1: name, index }) => {
    const before = line.slice(0, index).replace(/\\./g, '');
    return name === 'app_port' || [...(QUOTES[language] ?? '')].some((quote) => before.split(quote).length % 2 === 0);
  });
}

test('a snippet that is wrong is told (the control of the tests above)', () => {
  const wrong: [Language, string][] = [
    ['bash', "echo 'x"],
    ['dotenv', 'A=1\nB'],
    ['go', 'func main() { x("a) }'],
    ['java', 'class A { String a = "x; }'],
    ['javascript', "const a = 'x;"],
    ['json', '{ "a": }'],
    ['php', "<?php f('x;"],
    ['python', 'a = "x'],
    ['toml', 'a = "x'],
    ['xml', '<a><b></a>'],
    ['yaml', 'a: "x'],
  ];
  const faults = snippetFaults(wrong.map(([language, content]) => ({ name: language, language, content })));
  for (const [language] of wrong) expect(faults.join('\n')).toContain(language);
});

function allAre(text: string): GuideValues {
  const names = Object.keys(PLACEHOLDERS) as Placeholder[];
  return Object.fromEntries(names.filter((name) => name !== 'service').map((name) => [name, text]));
}

function filledSnippets(values: GuideValues): Snippet[] {
  return guides.flatMap((guide) =>
    fillGuide(guide, values).steps.flatMap(({ file, command, title }) => [
      ...(file === null ? [] : [{ ...file, name: `${guide.slug}/${file.name}` }]),
      ...(command === null ? [] : [{ name: `${guide.slug}: ${title}`, language: 'bash' as const, content: command }]),
    ]),
  );
}

function rawSnippets(): Snippet[] {
  return guides.flatMap(({ slug, steps }) =>
    steps.flatMap(({ file, command, title }) => [
      ...(file === undefined ? [] : [{ ...file, name: `${slug}/${file.name}` }]),
      ...(command === undefined ? [] : [{ name: `${slug}: ${title}`, language: 'bash' as const, content: command }]),
    ]),
  );
}
