import type { Context } from '../../context.ts';
import { afterCommit } from '../../platform/transaction.ts';
import type { MailContent } from './mail-content.ts';
import { insertMail, type MailRow } from './mail-store.ts';

const DAY_MILLISECONDS = 86_400_000;
/** Without a limit, an account with somebody else’s address would be a way to flood them. */
const MOST_IN_A_DAY = 20;

export interface EnqueueMailInput extends Pick<MailRow, 'kind' | 'user_id' | 'recipient'> {
  content: MailContent;
}

/**
 * Remembers a mail to be sent. Runs in the transaction of what it tells of, so that neither is without the other.
 * Where there is no mail server, nothing is written.
 */
export async function enqueueMail(tx: Context, { kind, user_id, recipient, content }: EnqueueMailInput): Promise<void> {
  const { mailsDue } = tx;
  if (mailsDue === null) return;
  const mail = { mail_id: tx.random.id(), kind, user_id, recipient, ...content };
  const since = new Date(tx.clock.now().getTime() - DAY_MILLISECONDS);
  if (await insertMail(tx, mail, { since, most: MOST_IN_A_DAY })) return afterCommit(tx.db, () => mailsDue.raise());
  tx.logger.warn({ kind, user_id }, 'a mail was not written: there were too many to this address');
}
