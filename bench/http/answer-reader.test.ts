import { expect, it } from 'vitest';
import { AnswerReader } from './answer-reader.ts';

const bytes = (text: string): Buffer => Buffer.from(text);

it('an answer is complete with its content length, however it arrives (RFC 9112 §6.2)', () => {
  const reader = new AnswerReader();
  const parts = ['HTTP/1.1 200 OK\r\nContent-Le', 'ngth: 5\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\nhe'];
  for (const part of parts) expect(reader.push(bytes(part))).toBeNull();
  const answer = reader.push(bytes('llo'));
  expect(answer).toMatchObject({ status: 200, text: 'hello' });
  expect(answer?.headers('set-cookie')).toEqual(['a=1', 'b=2']);
});

it('chunks are put together (RFC 9112 §7.1), and the next answer begins behind them', () => {
  const reader = new AnswerReader();
  expect(reader.push(bytes('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\n'))).toBeNull();
  expect(reader.push(bytes('de\r\n0\r\n\r\n'))?.text).toBe('abcde');
  expect(reader.push(bytes('HTTP/1.1 204 No Content\r\n\r\n'))).toMatchObject({ status: 204, text: '' });
});
