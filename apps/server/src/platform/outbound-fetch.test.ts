import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLoopbackUrl, isPublicAddress, OutboundFailure, OutboundFetch } from './outbound-fetch.ts';

let server: Server;
let port: number;
let calls = 0;
let answer: RequestListener = (_request, response) => void response.end('ok');

beforeAll(async () => {
  server = createServer((request, response) => {
    calls += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

const LIMITS = { method: 'GET', timeout_ms: 2000, max_bytes: 8 } as const;

async function reasonOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => new Error('answered'),
    (cause: unknown) => cause,
  );
  return error instanceof OutboundFailure ? error.reason : String(error);
}

describe('a private address is never called', () => {
  const guarded = new OutboundFetch({ allow_private: false });

  it.each([
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '2130706433',
    '017700000001',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    'localhost',
  ])('%s', async (host) => {
    const before = calls;
    expect(await reasonOf(guarded.fetch({ ...LIMITS, url: `http://${host}:${port}/` }))).toBe('address_refused');
    expect(calls).toBe(before);
  });

  it.each(['10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'])(
    '%s',
    (address) => expect(isPublicAddress(address)).toBe(false),
  );
  it.each(['fc00::1', 'fe80::1', 'fec0::1', '::7f00:1', '2001:db8::1', '2002:7f00:1::', 'ff02::1', '::ffff:10.0.0.1', 'no address'])(
    '%s',
    (address) => expect(isPublicAddress(address)).toBe(false),
  );
  it.each(['93.184.215.14', '2606:4700:4700::1111', '::ffff:93.184.215.14'])('but %s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  it('unless that is allowed: the control', async () => {
    const open = new OutboundFetch({ allow_private: true });
    expect(await open.fetch({ ...LIMITS, url: `http://localhost:${port}/` })).toMatchObject({ status: 200, complete: true });
  });
});

describe('an answer', () => {
  const open = new OutboundFetch({ allow_private: true });
  const fetch = (limits: { timeout_ms?: number; max_bytes?: number } = {}) =>
    open.fetch({ ...LIMITS, ...limits, url: `http://127.0.0.1:${port}/` });

  it('that redirects is not followed', async () => {
    answer = (_request, response) => void response.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    const before = calls;
    expect((await fetch()).status).toBe(302);
    expect(calls).toBe(before + 1);
  });

  it('is read up to the limit', async () => {
    answer = (_request, response) => void response.end('0123456789');
    const cut = await fetch();
    expect([cut.body.toString(), cut.complete]).toEqual(['01234567', false]);
    const whole = await fetch({ max_bytes: 10 });
    expect([whole.body.toString(), whole.complete]).toEqual(['0123456789', true]);
    expect((await fetch({ max_bytes: 0 })).body).toHaveLength(0);
  });

  it('that does not come, or does not end, in time is no answer', async () => {
    answer = () => {};
    expect(await reasonOf(fetch({ timeout_ms: 50 }))).toBe('timeout');
    answer = (_request, response) => void response.write('x');
    expect(await reasonOf(fetch({ timeout_ms: 50 }))).toBe('timeout');
    server.closeAllConnections();
  });

  it('of another protocol is none', async () => {
    answer = (_request, response) => void response.end();
    expect(await reasonOf(open.fetch({ ...LIMITS, url: `https://127.0.0.1:${port}/` }))).toBe('tls');
  });
});

it('knows which URLs are on this machine', () => {
  for (const url of ['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:80'])
    expect([url, isLoopbackUrl(url)]).toEqual([url, true]);
  for (const url of ['https://id.example.com', 'https://localhost.example.com', 'https://10.0.0.1'])
    expect([url, isLoopbackUrl(url)]).toEqual([url, false]);
});
