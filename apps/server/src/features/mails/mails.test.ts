import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../context.ts';
import { startJobs } from '../../jobs/job-runner.ts';
import { sendMailsJob } from '../../jobs/send-mails.ts';
import { Mailer } from '../../platform/mailer.ts';
import { inTransaction } from '../../platform/transaction.ts';
import { startMailCatcher, type MailCatcher } from '../../testing/mail-catcher.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { deleteOldMails } from './delete-old-mails.ts';
import { enqueueMail } from './enqueue-mail.ts';
import { mailBody } from './mail-body.tsx';
import { MAX_MAIL_ATTEMPTS } from './mail-retry-delay.ts';
import { claimMails } from './mail-store.ts';
import { sendDueMails, type MailPost } from './send-due-mails.ts';

let app: TestApp;
let catcher: MailCatcher;
let count = 0;

beforeAll(async () => {
  app = await startTestApp({ sends_mail: true });
});
afterAll(() => app.stop());
beforeEach(async () => {
  catcher = await startMailCatcher();
});
afterEach(async () => {
  catcher.stop();
  await sql`delete from mails`.execute(app.context.db);
});

const post = (): MailPost => ({ mailer: new Mailer({ url: `smtp://127.0.0.1:${catcher.port}` }), from: undefined });
const send = (ctx: Context = app.context): Promise<void> => sendDueMails(ctx, post());

/** A mail to somebody; returns the address. */
async function due({ recipient = `person${(count += 1)}@example.com`, context = app.context } = {}): Promise<string> {
  const content = mailBody({ locale: 'en', subject: 'A subject', parts: [{ kind: 'paragraph', text: 'A body' }] });
  await inTransaction(context.db, (db) =>
    enqueueMail({ ...context, db }, { kind: 'lasting_access', user_id: 'alice', recipient, content }),
  );
  return recipient;
}

interface Stored {
  state: string;
  attempts: number;
  last_status: number | null;
  last_failure: string | null;
  subject: string | null;
  body_text: string | null;
  body_html: string | null;
  next_attempt_at: Date | null;
}

async function stored(recipient: string): Promise<Stored | undefined> {
  const { rows } = await sql<Stored>`select * from mails where recipient = ${recipient}`.execute(app.context.db);
  return rows[0];
}

function advanceTo(time: Date | null | undefined): void {
  app.clock.advance(((time?.getTime() ?? 0) - app.clock.now().getTime()) / 1000);
}

describe('a mail', () => {
  it('is sent once, from the product at the issuer’s host, and what it says is forgotten then', async () => {
    const recipient = await due();
    await send();
    await send();
    expect(catcher.mails).toMatchObject([{ to: recipient, from: 'no-reply@localhost', text: 'A body' }]);
    expect(catcher.mails[0]?.headers).toMatchObject({ from: 'Consentry <no-reply@localhost>', subject: 'A subject' });
    const gone = { subject: null, body_text: null, body_html: null };
    expect(await stored(recipient)).toMatchObject({ state: 'sent', attempts: 1, last_failure: null, next_attempt_at: null, ...gone });
  });

  it('is from whom the configuration says', async () => {
    await due();
    await sendDueMails(app.context, { ...post(), from: { name: null, address: 'hello@example.com' } });
    await due();
    await sendDueMails(app.context, { ...post(), from: { name: 'Acme, Inc.', address: 'hello@example.com' } });
    expect(catcher.mails.map(({ headers }) => headers['from'])).toEqual([
      'Consentry <hello@example.com>',
      '"Acme, Inc." <hello@example.com>',
    ]);
  });

  it('is sent once, however many instances send at the same time', async () => {
    const recipients = await Promise.all(Array.from({ length: 10 }, () => due()));
    await Promise.all([send(), send(), send()]);
    expect(catcher.mails.map(({ to }) => to).toSorted()).toEqual(recipients.toSorted());
  });

  it('is not written when what it tells of is undone', async () => {
    const content = mailBody({ locale: 'en', subject: 'A subject', parts: [] });
    const mail = { kind: 'lasting_access', user_id: 'alice', recipient: 'undone@example.com', content } as const;
    const undone = inTransaction(app.context.db, async (db) => {
      await enqueueMail({ ...app.context, db }, mail);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await stored('undone@example.com')).toBeUndefined();
  });

  it('is not written where there is no mail server', async () => {
    expect(await stored(await due({ context: { ...app.context, mailsDue: null } }))).toBeUndefined();
  });

  it('is sent by the job at once after the commit', async () => {
    const stop = startJobs(app.context, [sendMailsJob(app.context, post())]);
    const arrives = catcher.next();
    await due();
    expect((await arrives).headers['subject']).toBe('A subject');
    await stop();
  });
});

describe('a mail that is not taken', () => {
  it('now (4xx), is tried again later, as the same mail', async () => {
    catcher.reply = (command) => (command === 'RCPT' ? '451 4.7.1 greylisted' : undefined);
    const recipient = await due();
    await send();
    const waiting = await stored(recipient);
    expect(waiting).toMatchObject({ state: 'pending', attempts: 1, last_status: 451, last_failure: 'deferred', body_text: 'A body\n' });
    const pause = ((waiting?.next_attempt_at?.getTime() ?? 0) - app.clock.now().getTime()) / 1000;
    expect(pause).toBeGreaterThanOrEqual(48);
    expect(pause).toBeLessThanOrEqual(72);

    catcher.reply = () => undefined;
    const before = catcher.commands.length;
    app.clock.advance(pause - 1);
    await send();
    expect(catcher.commands).toHaveLength(before);
    app.clock.advance(2);
    await send();
    expect(catcher.mails).toMatchObject([{ to: recipient }]);
    expect(await stored(recipient)).toMatchObject({ state: 'sent', attempts: 2, last_status: null, last_failure: null });
  });

  it('and never will be (5xx), is given up at once, and forgotten', async () => {
    catcher.reply = (command) => (command === 'RCPT' ? '550 5.1.1 nobody of that name' : undefined);
    const recipient = await due();
    await send();
    const given = { state: 'failed', attempts: 1, last_status: 550, last_failure: 'refused', next_attempt_at: null, body_text: null };
    expect(await stored(recipient)).toMatchObject(given);
    app.clock.advance(86_400);
    catcher.reply = () => undefined;
    await send();
    expect(catcher.mails).toEqual([]);
  });

  it('for a day, is given up', async () => {
    catcher.stop();
    const recipient = await due();
    const start = app.clock.now().getTime();
    for (let attempt = 1; attempt < MAX_MAIL_ATTEMPTS; attempt += 1) {
      await send();
      const waiting = await stored(recipient);
      expect(waiting).toMatchObject({ state: 'pending', attempts: attempt, last_failure: 'unreachable' });
      advanceTo(waiting?.next_attempt_at);
    }
    const hours = (app.clock.now().getTime() - start) / 3_600_000;
    expect(hours).toBeGreaterThan(18);
    expect(hours).toBeLessThan(28);
    await send();
    expect(await stored(recipient)).toMatchObject({ state: 'failed', attempts: MAX_MAIL_ATTEMPTS, body_html: null });
  });

  it('because the instance stopped, is taken over, and given up when that was the last try', async () => {
    const recipient = await due();
    const claim = { limit: 4, max_attempts: MAX_MAIL_ATTEMPTS, taken_until: new Date(app.clock.now().getTime() + 60_000) };
    await claimMails(app.context, claim);
    await send();
    expect(catcher.mails).toEqual([]);
    app.clock.advance(60);
    await send();
    expect(catcher.mails).toMatchObject([{ to: recipient }]);

    const other = await due();
    for (let attempt = 0; attempt < MAX_MAIL_ATTEMPTS; attempt += 1) {
      await claimMails(app.context, { ...claim, taken_until: app.clock.now() });
    }
    await send();
    expect(await stored(other)).toMatchObject({ state: 'failed', last_failure: 'interrupted', body_text: null });
    expect(catcher.mails).toHaveLength(1);
  });

  it('is in the log by its id: neither the address nor the server’s words', async () => {
    catcher.reply = (command) => (command === 'RCPT' ? '550 EVIL-WORDS' : undefined);
    const recipient = await due();
    const lines: string[] = [];
    const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
    await send({ ...app.context, logger });
    expect(lines.join('')).toContain('a mail was given up');
    expect(lines.join('')).not.toMatch(new RegExp(`EVIL|${recipient}|A body`));
  });
});

it('nobody gets more than 20 mails a day, however the address is written', async () => {
  for (let sent = 0; sent < 22; sent += 1) await due({ recipient: sent % 2 === 0 ? 'victim@example.com' : 'Victim@Example.com' });
  const other = await due();
  await send();
  expect(catcher.mails.filter(({ to }) => to !== other)).toHaveLength(20);
  expect(catcher.mails).toHaveLength(21);
  app.clock.advance(86_401);
  await due({ recipient: 'victim@example.com' });
  await send();
  expect(catcher.mails).toHaveLength(22);
});

it('mails of 30 days ago are deleted', async () => {
  const old = await due();
  await send();
  app.clock.advance(29 * 86_400);
  const recent = await due();
  await deleteOldMails(app.context);
  expect(await stored(old)).toBeDefined();
  app.clock.advance(2 * 86_400);
  await deleteOldMails(app.context);
  expect([await stored(old), (await stored(recent))?.state]).toEqual([undefined, 'pending']);
});
