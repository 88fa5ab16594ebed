import { expect, it } from 'vitest';
import { ownBytes } from './own-bytes.ts';

it('bytes that are kept hold no more memory than they are', () => {
  const shared = Buffer.from('00ff', 'hex');
  expect(shared.buffer.byteLength).toBeGreaterThan(2);
  const own = ownBytes(shared);
  expect([[...own], own.buffer.byteLength]).toEqual([[0, 255], 2]);
});
