import { expect, it } from 'vitest';
import { identifierKey } from './identifier-key.ts';

it('neither case nor compatibility forms tell two people apart (RFC 8265 §3.3)', () => {
  expect(identifierKey(' Alice@Example.COM ')).toBe('alice@example.com');
  expect(identifierKey('\uff21lice')).toBe('alice');
  expect(identifierKey('e\u0301')).toBe(identifierKey('\u00e9'));
});
