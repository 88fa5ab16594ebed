import { deleteOldRefusedRequests } from '../features/request-log/delete-old-refused-requests.ts';
import type { Job } from './job-runner.ts';

/** Refused requests of more than seven days ago. */
export const purgeRefusedRequests: Job = { name: 'purge-refused-requests', every_seconds: 3600, run: deleteOldRefusedRequests };
