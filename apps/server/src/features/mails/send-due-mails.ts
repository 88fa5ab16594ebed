import type { MailFrom } from '../../config/mail.ts';
import type { Context } from '../../context.ts';
import { MailFailure } from '../../platform/mail-failure.ts';
import type { Mailbox, Mailer } from '../../platform/mailer.ts';
import { getSettings } from '../settings/get-settings.ts';
import { claimMails, updateMail, type MailOutcome, type MailRow } from './mail-store.ts';
import { MAX_MAIL_ATTEMPTS, mailRetryDelaySeconds } from './mail-retry-delay.ts';
import { mailSender } from './mail-sender.ts';

export interface MailPost {
  mailer: Mailer;
  /** Whom mails are from, where that is configured. */
  from: MailFrom | undefined;
}

const AT_ONCE = 4;
/** Longer than any try takes: whoever has not finished by then has stopped. */
const TAKEN_SECONDS = 120;

/**
 * Sends mails until none is due. Several instances may do so at once: each mail goes to one of them. A mail is sent twice only when an
 * instance stops between the server’s answer and its record; both copies have one Message-ID.
 */
export async function sendDueMails(ctx: Context, post: MailPost): Promise<void> {
  for (;;) {
    const mails = await claimMails(ctx, { limit: AT_ONCE, taken_until: later(ctx, TAKEN_SECONDS), max_attempts: MAX_MAIL_ATTEMPTS });
    if (mails.length === 0) return;
    const { product_name } = await getSettings(ctx);
    const from = mailSender(post.from, { issuer: ctx.issuer, product_name });
    await Promise.all(mails.map((mail) => sendOne(ctx, mail, { mailer: post.mailer, from })));
  }
}

async function sendOne(ctx: Context, mail: MailRow, { mailer, from }: { mailer: Mailer; from: Mailbox }): Promise<void> {
  const { mail_id, kind, user_id, attempts } = mail;
  try {
    const outcome = await tryToSend(ctx, mail, { mailer, from });
    await updateMail(ctx, mail, outcome);
    if (outcome.state === 'sent') return;
    const { last_status, last_failure } = outcome;
    // Never the server's words, which may hold the address.
    ctx.logger.warn({ mail_id, kind, user_id, attempts, last_status, last_failure }, notSent(outcome));
  } catch (error) {
    // Our own fault, not the mail server's: once the claim has run out, it is tried again.
    ctx.logger.error({ err: error, mail_id, kind, user_id, attempts }, 'a mail could not be sent');
  }
}

async function tryToSend(ctx: Context, mail: MailRow, { mailer, from }: { mailer: Mailer; from: Mailbox }): Promise<MailOutcome> {
  const { subject, body_text: text, body_html: html, created_at: date } = mail;
  try {
    const message_id = `${mail.mail_id}@${new URL(ctx.issuer).hostname}`;
    await mailer.send({ message_id, from, to: mail.recipient, subject, text, html, date });
    return { state: 'sent', last_status: null, last_failure: null, next_attempt_at: null };
  } catch (error) {
    if (error instanceof MailFailure) return outcomeOf(ctx, mail.attempts, error);
    throw error;
  }
}

function outcomeOf(ctx: Context, attempts: number, { reason, status }: MailFailure): MailOutcome {
  const failure = { last_status: status, last_failure: reason };
  const delay = reason === 'refused' ? null : mailRetryDelaySeconds(attempts, ctx.random.fraction());
  if (delay === null) return { ...failure, state: 'failed', next_attempt_at: null };
  return { ...failure, state: 'pending', next_attempt_at: later(ctx, delay) };
}

function notSent({ state }: MailOutcome): string {
  return state === 'failed' ? 'a mail was given up' : 'a mail was not sent, and is tried again later';
}

function later(ctx: Context, seconds: number): Date {
  return new Date(ctx.clock.now().getTime() + seconds * 1000);
}
