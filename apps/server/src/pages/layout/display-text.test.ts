import { describe, expect, test } from 'vitest';
import { displayText } from './display-text.ts';

describe('text of others', () => {
  test('keeps names of every script as they are', () => {
    for (const name of ['Partner Web', 'تطبيق الشريك', 'パートナー', 'می‌خواهم', 'Zoë', '👩‍👩‍👧 Family', 'Việt Ngữ']) {
      expect(displayText(name)).toBe(name);
    }
  });

  test('has no direction overrides: “moc.elgoog” stays what was registered', () => {
    expect(displayText('\u202emoc.elgoog\u202c \u2066x\u2069\u200f\u061c')).toBe('moc.elgoog x');
  });

  test('has no invisible characters, line breaks or control characters', () => {
    expect(displayText(' Goo\u200bgle\u00ad\ufeff\u2060\u3164 \n\t\u0000App\u2028x ')).toBe('Google App x');
  });

  test('has no towers of accents', () => {
    expect(displayText(`Z${'\u0301'.repeat(40)}`)).toBe(`Z${'\u0301'.repeat(3)}`);
  });

  test('is cut between visible characters', () => {
    expect(displayText('abcdef', 6)).toBe('abcdef');
    expect(displayText('abcdefg', 6)).toBe('abcde…');
    expect(displayText('👩‍👩‍👧'.repeat(4), 3)).toBe('👩‍👩‍👧👩‍👩‍👧…');
  });

  test('is never empty, so that a sentence has a subject', () => {
    expect(displayText('\u200b\u202e ')).toBe('?');
  });
});
