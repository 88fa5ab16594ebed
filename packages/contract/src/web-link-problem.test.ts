import { expect, test } from 'vitest';
import { webLinkProblem } from './web-link-problem.ts';

test('https links may be shown, and http ones of this very machine', () => {
  for (const uri of [
    'https://acme.example',
    'HTTPS://acme.example/terms?x=1#top',
    'http://localhost:3000/',
    'http://127.0.0.1/x',
    'http://[::1]/',
  ])
    expect(webLinkProblem(uri)).toBeNull();
});

test('links that could run, lead elsewhere than they read, or go in clear may not', () => {
  const refused = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://acme.example/1',
    'file:///etc/passwd',
    'mailto:a@acme.example',
    '//acme.example',
    'https:acme.example',
    'https://',
    'http://acme.example/',
    'http://localhost.acme.example/',
    'https://bank.example@evil.example/',
    'https://acme.example/\u202efdp',
    'https://acme.example\\@evil.example/',
    'https://ac me.example/',
    '',
  ];
  for (const uri of refused) expect(webLinkProblem(uri), uri).toBeTypeOf('string');
});
