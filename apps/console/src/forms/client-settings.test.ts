import { expect, it } from 'vitest';
import { readJwks } from './client-settings.ts';

const KEY = { kty: 'EC', crv: 'P-256', x: 'a', y: 'b' };

it('keys are read as people paste them: a set, or one key alone', () => {
  expect(readJwks(JSON.stringify({ keys: [KEY] }))).toEqual({ keys: [KEY] });
  expect(readJwks(JSON.stringify(KEY))).toEqual({ keys: [KEY] });
  expect(readJwks('  ')).toBeNull();
  for (const text of ['-----BEGIN PUBLIC KEY-----', '{"keys":', '[]', '42', '{}']) expect(readJwks(text)).toBeUndefined();
});
