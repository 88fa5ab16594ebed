import type { Context } from '../context.ts';
import { sendDueMails, type MailPost } from '../features/mails/send-due-mails.ts';
import type { Job } from './job-runner.ts';

/** Sends mails: at once after the commit, and again when a further try is due. */
export function sendMailsJob({ mailsDue }: Pick<Context, 'mailsDue'>, post: MailPost): Job {
  let underWay = false;
  return {
    name: 'send-mails',
    every_seconds: 10,
    ...(mailsDue === null ? {} : { wakes_on: mailsDue }),
    async run(ctx) {
      // One turn at a time in this process: a mail server that hangs is not called ever more often.
      if (underWay) return;
      underWay = true;
      try {
        await sendDueMails(ctx, post);
      } finally {
        underWay = false;
      }
    },
  };
}
