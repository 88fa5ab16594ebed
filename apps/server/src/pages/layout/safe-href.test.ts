import { expect, test } from 'vitest';
import { safeHref } from './safe-href.ts';

test('paths of ours and http(s) URLs may be links', () => {
  for (const url of ['/', '/sign-up?client_id=a&x=%20', 'https://id.example.com/console/', 'http://localhost:3000/.well-known/x']) {
    expect(safeHref(url)).toBe(url);
  }
});

test('scripts, other schemes and disguised origins may not', () => {
  const refused = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'blob:https://x/1',
  ];
  for (const url of [...refused, '//evil.example', '/\\evil.example', '/\t/evil.example', 'sign-up', '']) expect(safeHref(url)).toBeNull();
});
