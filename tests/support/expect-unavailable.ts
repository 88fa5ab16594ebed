import { expect } from 'vitest';
import type { Exchange } from './http-exchange.ts';

/** 503 in the format of its surface, with when to come again, and without a word of what is behind it (I7). */
export function expectUnavailable(answer: Exchange, contentType: string): void {
  expect(answer.status, answer.text).toBe(503);
  expect(answer.headers['content-type']).toContain(contentType);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.text).not.toMatch(/ECONN|postgres|No space|\bat .*\.js:/i);
}
