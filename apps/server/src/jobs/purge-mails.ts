import { deleteOldMails } from '../features/mails/delete-old-mails.ts';
import type { Job } from './job-runner.ts';

/** Mails from long ago. */
export const purgeMails: Job = { name: 'purge-mails', every_seconds: 3600, run: deleteOldMails };
