import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { InvalidConfig, loadConfig } from './config.ts';

const reasons = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.faults.map(({ key, reason }) => `${key} ${reason}`);
    throw error;
  }
  return [];
};

it('needs neither a mail server nor a sender, and a sender alone is no fault', () => {
  expect(loadConfig({}).mail).toEqual({ SMTP_URL: undefined, MAIL_FROM: undefined });
  expect(reasons({ MAIL_FROM: 'no-reply@example.com' })).toEqual([]);
});

describe('the mail server', () => {
  test.each(['smtp://localhost:1025', 'smtps://mail.example.com', 'smtp://a%40b:p%2Fw%23@mail.example.com:587/', 'smtp://[::1]:25'])(
    'may be %s',
    (SMTP_URL) => expect(loadConfig({ SMTP_URL }).mail.SMTP_URL).toBe(SMTP_URL),
  );

  test.each([
    ['mail.example.com', 'must begin with smtp:// or smtps://'],
    ['http://mail.example.com', 'must begin with smtp:// or smtps://'],
    ['smtp://', 'is not a URL with a host'],
    ['smtp://mail.example.com:99999', 'is not a URL with a host'],
    ['smtps://mail.example.com/?tls.rejectUnauthorized=false', 'must have no path, query or fragment'],
    ['smtps://mail.example.com/queue', 'must have no path, query or fragment'],
    ['smtps://user@mail.example.com', 'must have a user and a password, or neither'],
    ['smtps://user:100%@mail.example.com', 'has a user or password that is not percent-encoded'],
  ])('%s is refused', (SMTP_URL, reason) => expect(reasons({ SMTP_URL })).toEqual([`SMTP_URL ${reason}`]));

  it('may come from a file, and its password is never printed', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'mail-config-')), 'smtp-url');
    writeFileSync(file, 'smtps://user:hunter2@mail.example.com\n');
    expect(loadConfig({ SMTP_URL_FILE: file }).mail.SMTP_URL).toBe('smtps://user:hunter2@mail.example.com');
    expect(() => loadConfig({ SMTP_URL: 'smtps://user:hunter2@mail.example.com/x' })).toThrow(/^(?!.*hunter2).*SMTP_URL/s);
  });
});

describe('the sender', () => {
  test.each([
    ['no-reply@example.com', null, 'no-reply@example.com'],
    ['<no-reply@example.com>', null, 'no-reply@example.com'],
    ['Acme, the product <no-reply@example.com>', 'Acme, the product', 'no-reply@example.com'],
    ['"Zoë & Co" <no-reply@localhost>', 'Zoë & Co', 'no-reply@localhost'],
    ['no-reply@[127.0.0.1]', null, 'no-reply@[127.0.0.1]'],
  ])('may be %s', (MAIL_FROM, name, address) => expect(loadConfig({ MAIL_FROM }).mail.MAIL_FROM).toEqual({ name, address }));

  test.each(['Acme', 'a@example.com, b@example.com', 'Acme <a@example.com', 'Acme <>', 'A\r\nBcc: x@example.com <a@example.com>', 'a b@c'])(
    '%j is refused',
    (MAIL_FROM) => expect(reasons({ MAIL_FROM })).toEqual(['MAIL_FROM is not one e-mail address, with or without a name']),
  );
});
