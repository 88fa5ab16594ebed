import { expect, test } from 'vitest';
import { highlightCode } from './highlight-code.ts';

function pieces(content: string, language: string): [string, string | null][] {
  let at = 0;
  return highlightCode(content, language).tokens.map(({ length, kind }) => [content.slice(at, (at += length)), kind]);
}

test('words are told apart by what they are, and nothing of the code is lost', () => {
  expect(pieces("const name = 'x'; // why", 'javascript')).toEqual([
    ['const', 'keyword'],
    [' name = ', null],
    ["'x'", 'string'],
    ['; ', null],
    ['// why', 'comment'],
  ]);
  const code = 'A=1\n\n# note 🙂\nB="two words"\n';
  for (const language of ['dotenv', 'bash', 'yaml', 'python', 'xml', 'text', 'no-such-language']) {
    expect(
      pieces(code, language)
        .map(([text]) => text)
        .join(''),
      language,
    ).toBe(code);
  }
});
