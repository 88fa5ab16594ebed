import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { clientAddressReader } from './request-context.ts';

const addressOf = clientAddressReader(['10.0.0.0/8']);
const seen = (peer: string | undefined, forwarded?: string): string | null =>
  addressOf({ socket: { remoteAddress: peer }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage);

it('what a stranger says of its address counts for nothing', () => {
  expect(seen('203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
  expect(seen('::ffff:203.0.113.7', '198.51.100.1')).toBe('203.0.113.7');
});

it('of what a trusted proxy says, the last hop that is no proxy counts, however much a client put before it', () => {
  expect(seen('10.0.0.1', '198.51.100.1')).toBe('198.51.100.1');
  expect(seen('::ffff:10.0.0.1', '::ffff:198.51.100.1')).toBe('198.51.100.1');
  expect(seen('10.0.0.1', '2001:db8::1')).toBe('2001:db8::1');
  expect(seen('10.0.0.1', '1.1.1.1, 198.51.100.1')).toBe('198.51.100.1');
  expect(seen('10.0.0.1', '1.1.1.1,198.51.100.1 , 10.0.0.2')).toBe('198.51.100.1');
});

it('without a hop it is the proxy itself, and without a connection nobody', () => {
  expect(seen('10.0.0.1')).toBe('10.0.0.1');
  expect(seen('10.0.0.1', '')).toBe('10.0.0.1');
  expect(seen(undefined, '198.51.100.1')).toBeNull();
});
