import { networkInterfaces } from 'node:os';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it, test } from 'vitest';
import { SILENCE, startMailCatcher, type MailCatcher, type MailCatcherOptions } from '../testing/mail-catcher.ts';
import { selfSignedCertificate } from '../testing/self-signed-certificate.ts';
import { MailFailure } from './mail-failure.ts';
import { Mailer, type OutgoingMail } from './mailer.ts';

const MAIL: OutgoingMail = {
  message_id: 'one@id.example.com',
  from: { name: 'Acme, Zoë & Co.', address: 'no-reply@id.example.com' },
  to: 'person@example.com',
  subject: 'Grüße aus 東京, and a subject that is far too long to stand in one line of a header of any mail',
  text: '. begins with a dot\n\n..two\n',
  html: '<p>Grüße</p>',
  date: new Date('2026-01-02T03:04:05Z'),
};

const catchers: MailCatcher[] = [];
afterEach(() => {
  for (const catcher of catchers.splice(0)) catcher.stop();
});

async function caught(options: MailCatcherOptions = {}): Promise<MailCatcher> {
  const catcher = await startMailCatcher(options);
  catchers.push(catcher);
  return catcher;
}

const at = ({ port }: MailCatcher, authority = '127.0.0.1', scheme = 'smtp'): Mailer =>
  new Mailer({ url: `${scheme}://${authority}:${port}` });

async function failureOf(sending: Promise<void>): Promise<Pick<MailFailure, 'reason' | 'status'>> {
  try {
    await sending;
  } catch (error) {
    if (error instanceof MailFailure) return { reason: error.reason, status: error.status };
    throw error;
  }
  throw new Error('the mail was taken');
}

it('sends text and HTML, to one address, as no machine should answer it', async () => {
  const catcher = await caught();
  await at(catcher).send(MAIL);
  const [mail] = catcher.mails;
  expect(mail).toMatchObject({
    from: 'no-reply@id.example.com',
    to: 'person@example.com',
    text: '. begins with a dot\n\n..two',
    html: MAIL.html,
  });
  expect(mail?.headers).toMatchObject({
    subject: MAIL.subject,
    to: 'person@example.com',
    'message-id': '<one@id.example.com>',
    date: 'Fri, 02 Jan 2026 03:04:05 +0000',
    'auto-submitted': 'auto-generated',
  });
  expect(mail?.headers['from']).toMatch(/^"?Acme, Zoë & Co\."? <no-reply@id\.example\.com>$/);
});

test.each([
  { subject: 'Hello\r\nBcc: x@evil.example' },
  { subject: 'Hello\nBcc: x@evil.example' },
  { to: 'person@example.com\r\nRCPT TO:<x@evil.example>' },
  { from: { name: 'Acme\r\nBcc: x@evil.example', address: 'a@example.com' } },
  { message_id: 'one@id.example.com>\r\nBcc: x@evil.example' },
])('nothing begins another header: %j', async (members) => {
  const catcher = await caught();
  await expect(at(catcher).send({ ...MAIL, ...members })).rejects.toThrow('control character');
  expect(catcher.commands).toEqual([]);
  await at(catcher).send(MAIL);
  expect(catcher.mails).toHaveLength(1);
});

it('takes an address for one address', async () => {
  const catcher = await caught();
  for (const to of ['a@example.com, x@evil.example', 'a@example.com <x@evil.example>', '"x@evil.example"@example.com']) {
    expect(await failureOf(at(catcher).send({ ...MAIL, to }))).toEqual({ reason: 'refused', status: null });
  }
  expect(catcher.commands).toEqual([]);
  await at(catcher).send({ ...MAIL, to: "o'hara+apps@example.com" });
  expect(catcher.mails).toMatchObject([{ to: "o'hara+apps@example.com" }]);
});

describe('what the server says', () => {
  test.each([
    ['RCPT', '550 5.1.1 nobody of that name', { reason: 'refused', status: 550 }],
    ['DATA', '554 5.7.1 no', { reason: 'refused', status: 554 }],
    ['data', '552 5.3.4 too large', { reason: 'refused', status: 552 }],
    ['RCPT', '451 4.7.1 greylisted', { reason: 'deferred', status: 451 }],
    ['data', '452 4.3.1 full', { reason: 'deferred', status: 452 }],
    ['MAIL', '550 5.7.1 this sender is not yours', { reason: 'deferred', status: 550 }],
    ['connect', '554 not today', { reason: 'deferred', status: 554 }],
    ['connect', SILENCE, { reason: 'timeout', status: null }],
    ['data', SILENCE, { reason: 'timeout', status: null }],
  ])('%s: %s', async (when, reply, expected) => {
    const catcher = await caught();
    catcher.reply = (command) => (command === when ? reply : undefined);
    const timeout_ms = reply === SILENCE ? 500 : 10_000;
    const mailer = new Mailer({ url: `smtp://127.0.0.1:${catcher.port}`, timeout_ms });
    expect(await failureOf(mailer.send(MAIL))).toEqual(expected);
  });

  it('or that there is none', async () => {
    const catcher = await caught();
    catcher.stop();
    expect(await failureOf(at(catcher).send(MAIL))).toEqual({ reason: 'unreachable', status: null });
  });

  it('of the account: a wrong password can be mended', async () => {
    const catcher = await caught();
    catcher.reply = (command) => (command === 'AUTH' ? '535 5.7.8 no' : undefined);
    expect(await failureOf(at(catcher, 'user:wrong@127.0.0.1').send(MAIL))).toEqual({ reason: 'authentication', status: 535 });
  });
});

describe('a certificate that nobody vouches for', () => {
  it('ends the connection; once it is trusted, the mail is sent', async () => {
    const certificate = selfSignedCertificate('127.0.0.1');
    const catcher = await caught({ certificate, implicit_tls: true });
    expect(await failureOf(at(catcher, '127.0.0.1', 'smtps').send(MAIL))).toEqual({ reason: 'tls', status: null });
    expect(catcher.commands).toEqual([]);
    await trusting(certificate.cert, () => at(catcher, '127.0.0.1', 'smtps').send(MAIL));
    expect(catcher.mails).toHaveLength(1);
  });
});

/** An address of this machine that is not loopback: what goes there could leave it. */
const outside = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;

describe.skipIf(outside === undefined)('to another machine', () => {
  const host = outside ?? '';

  it('no password goes in the clear', async () => {
    const catcher = await caught({ host });
    expect(await failureOf(at(catcher, `user:secret@${host}`).send(MAIL))).toMatchObject({ reason: 'tls' });
    expect(catcher.commands).not.toContain('auth');
    await at(catcher, host).send(MAIL);
    expect(catcher.mails).toHaveLength(1);
  });

  it('STARTTLS is used where it is offered, and the certificate must be right (RFC 3207 §4)', async () => {
    const certificate = selfSignedCertificate(host);
    const catcher = await caught({ host, certificate });
    expect(await failureOf(at(catcher, host).send(MAIL))).toMatchObject({ reason: 'tls' });
    expect(catcher.mails).toEqual([]);
    catcher.commands.splice(0);
    await trusting(certificate.cert, () => at(catcher, `user:secret@${host}`).send(MAIL));
    expect(catcher.commands.slice(0, 7)).toEqual(['ehlo', 'starttls', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA']);
  });
});

it('on this machine, STARTTLS is left alone: mail servers there seldom have a certificate for it', async () => {
  const catcher = await caught({ certificate: selfSignedCertificate('127.0.0.1') });
  await at(catcher, 'localhost').send(MAIL);
  expect(catcher.commands).not.toContain('starttls');
});

async function trusting(cert: string, act: () => Promise<void>): Promise<void> {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  try {
    await act();
  } finally {
    setDefaultCACertificates(before);
  }
}
