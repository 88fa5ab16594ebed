import { expect, it, test } from 'vitest';
import { inertText } from './inert-text.ts';

it('leaves names as they are', () => {
  for (const name of ['Partner Web', 'Zoë & Co.', 'パートナー', 'Notes (beta)']) expect(inertText(name, { dir: 'ltr' })).toBe(name);
});

test.each(['https://evil.example/login', 'evil.example', 'www.evil.example', 'a@evil.example', 'mailto:a@evil.example', 'tel:+123'])(
  'of %s no mail program makes a link',
  (name) => {
    const text = inertText(name, { dir: 'ltr' });
    expect(text.replaceAll('\u200b', '')).toBe(name);
    expect(text).not.toMatch(/[.:/@][^\s\u200b]/u);
  },
);

it('is one line without direction overrides, and short', () => {
  expect(inertText('Files\r\n\r\nBcc: x\u202e\u2066', { dir: 'ltr' })).toBe('Files Bcc: x');
  expect(inertText('x'.repeat(300), { dir: 'ltr', max: 100 })).toHaveLength(100);
});

it('keeps its direction to itself', () => {
  expect(inertText('تطبيق', { dir: 'ltr' })).toBe('\u2068تطبيق\u2069');
  expect(inertText('Partner!', { dir: 'rtl' })).toBe('\u2068Partner!\u2069');
});
