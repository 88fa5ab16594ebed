import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { escapeValue } from './escape-value.ts';

/** What a name, an address or a scope may hold when somebody means harm. */
const HOSTILE = [
  `a"b'c\`d`,
  '${process.exit()}',
  '$(touch /tmp/owned) `id`',
  "'; rm -rf / #",
  '"; drop table users; --',
  '\\',
  '\\"',
  "\\'",
  'one\ntwo: three',
  'one\r\ntwo=three',
  '</script><script>alert(1)</script>',
  '{{client_secret}} #{exit} {exit()}',
  '\u2028\u2029\u202etxet\u0000',
  '%0a%27"',
  'ordinary-value_1.2~3',
  'https://app.example.com/callback?next=a&b=c',
];

const QUOTES = ["'", '"', '`'];

describe.each(HOSTILE.map((value) => [JSON.stringify(value), value] as const))('%s', (_, value) => {
  test.each(QUOTES)('stays a value between %s in JavaScript', (quote) => {
    expect(runInNewContext(quote + escapeValue(value, 'javascript') + quote)).toBe(value);
  });

  test('stays a value inside "…" in JSON and YAML', () => {
    expect(JSON.parse(`{ "value": "${escapeValue(value, 'json')}" }`)).toEqual({ value });
    expect(parseYaml(`value: "${escapeValue(value, 'yaml')}"\nother: 1\n`)).toEqual({ value, other: 1 });
  });

  test("stays a value inside '…' in a shell", () => {
    const script = `printf '%s' '${escapeValue(value, 'bash')}'`;
    expect(execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' })).toBe(value.replaceAll('\u0000', ''));
  });

  test('stays one value on its line in .env', () => {
    const text = `VALUE=${escapeValue(value, 'dotenv')}\nOTHER=1\n`;
    const read = parseEnv(text);
    expect(Object.keys(read).toSorted()).toEqual(['OTHER', 'VALUE']);
    expect([value.replace(/[\u0000-\u001f\u2028\u2029]/g, ' '), 'write-this-value-by-hand']).toContain(read['VALUE']);
    const inShell = execFileSync('/bin/sh', ['-c', `set -eu\n${text}printf '%s' "$VALUE"`], { encoding: 'utf8' });
    expect(inShell).toBe(read['VALUE']);
  });

  test('brings no markup into HTML and XML', () => {
    expect(escapeValue(value, 'html')).not.toMatch(/[<>"']|\{\{/);
    expect(escapeValue(value, 'xml')).not.toMatch(/[<>"']/);
  });

  test.each(['java', 'swift', 'php', 'ruby', 'groovy', 'nginx'] as const)('ends no string in %s', (language) => {
    const quote = ['php', 'ruby', 'groovy'].includes(language) ? "'" : '"';
    const rest = escapeValue(value, language).replace(/\\[\\"']/g, '');
    expect(rest).not.toContain(quote);
    expect(rest).not.toMatch(/[\\\r\n]/);
  });

  test('ends no address in a configuration file without quotes', () => {
    expect(escapeValue(value, 'conf')).toMatch(/^[A-Za-z0-9\-._~:/?[\]@!&()*+,;=%]*$/);
  });
});

test('ordinary values stay as they are, so that a guide can be read', () => {
  for (const value of ['https://id.example.com/oauth2/token', 'orders-web', 'Zx9_-.~secret'])
    for (const language of ['javascript', 'python', 'go', 'java', 'yaml', 'bash', 'php', 'ruby', 'xml', 'nginx'] as const)
      expect(escapeValue(value, language)).toBe(value);
});
