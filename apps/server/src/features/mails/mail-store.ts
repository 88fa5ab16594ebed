import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { MailFailureReason } from '../../platform/mail-failure.ts';

/** A mail that somebody is to get. */
export interface MailRow {
  mail_id: string;
  /** What it is about, for the log. */
  kind: 'lasting_access';
  user_id: string;
  recipient: string;
  subject: string;
  body_text: string;
  body_html: string;
  attempts: number;
  created_at: Date;
}

export type NewMail = Omit<MailRow, 'attempts' | 'created_at'>;

/** Whether the mail was written: `false` when as many as `most` were written to this address since that time. */
export async function insertMail(ctx: Context, mail: NewMail, limit: { since: Date; most: number }): Promise<boolean> {
  const now = ctx.clock.now();
  const { rows } = await sql`
    insert into mails (mail_id, kind, user_id, recipient, subject, body_text, body_html, created_at, next_attempt_at)
    select ${mail.mail_id}, ${mail.kind}, ${mail.user_id}, ${mail.recipient}, ${mail.subject}, ${mail.body_text}, ${mail.body_html},
      ${now}::timestamptz, ${now}::timestamptz
    where (select count(*) from mails where lower(recipient) = lower(${mail.recipient}) and created_at > ${limit.since}) < ${limit.most}
    returning mail_id`.execute(ctx.db);
  return rows.length === 1;
}

/**
 * Takes mails whose time has come, oldest first, and counts the try. No other instance gets the same ones before `taken_until`;
 * after that whoever took them has stopped. Those that were taken for the last time and never finished fail here.
 */
export async function claimMails(ctx: Context, claim: { limit: number; taken_until: Date; max_attempts: number }): Promise<MailRow[]> {
  const now = ctx.clock.now();
  const { rows } = await sql<MailRow>`
    with interrupted as (
      update mails set state = 'failed', last_failure = 'interrupted', last_status = null, next_attempt_at = null,
        subject = null, body_text = null, body_html = null
      where state = 'pending' and attempts >= ${claim.max_attempts} and next_attempt_at <= ${now}
    )
    update mails set attempts = attempts + 1, last_attempt_at = ${now}, next_attempt_at = ${claim.taken_until}
    where mail_id = any(array(
      select mail_id from mails where state = 'pending' and attempts < ${claim.max_attempts} and next_attempt_at <= ${now}
      order by next_attempt_at limit ${claim.limit} for update skip locked))
    returning mail_id, kind, user_id, recipient, subject, body_text, body_html, attempts, created_at`.execute(ctx.db);
  return rows;
}

export interface MailOutcome {
  state: 'pending' | 'sent' | 'failed';
  last_status: number | null;
  last_failure: MailFailureReason | null;
  next_attempt_at: Date | null;
}

/** Writes how a try ended, unless another instance has taken the mail over since. */
export async function updateMail(ctx: Context, tried: Pick<MailRow, 'mail_id' | 'attempts'>, outcome: MailOutcome): Promise<void> {
  const kept = outcome.state === 'pending';
  await sql`
    update mails set state = ${outcome.state}, last_status = ${outcome.last_status}, last_failure = ${outcome.last_failure},
      next_attempt_at = ${outcome.next_attempt_at}, subject = case when ${kept} then subject end,
      body_text = case when ${kept} then body_text end, body_html = case when ${kept} then body_html end
    where mail_id = ${tried.mail_id} and attempts = ${tried.attempts} and state = 'pending'`.execute(ctx.db);
}

/** Deletes at most `limit` mails from before that time; how many that were. */
export async function deleteMailsBefore(ctx: Context, older: { before: Date; limit: number }): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    delete from mails where ctid = any(array(
      select ctid from mails where created_at < ${older.before} limit ${older.limit} for update skip locked))`.execute(ctx.db);
  return Number(numAffectedRows);
}
