import { recountUsers } from '../features/clients/recount-users.ts';
import type { Job } from './job-runner.ts';

/** While an upgrade rolls over several instances, an old one writes grants that nobody counts. */
export const recountUsersJob: Job = { name: 'recount-users', every_seconds: 3600, run: recountUsers };
