import { deleteOldRefusedScopes } from '../features/refused-scopes/delete-old-refused-scopes.ts';
import type { Job } from './job-runner.ts';

/** Refusals from before the days that are shown. */
export const purgeRefusedScopes: Job = { name: 'purge-refused-scopes', every_seconds: 3600, run: deleteOldRefusedScopes };
