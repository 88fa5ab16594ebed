import { deleteOldLogoutDeliveries } from '../features/logout-deliveries/delete-old-logout-deliveries.ts';
import type { Job } from './job-runner.ts';

/** Logouts that were delivered, or given up, long ago. */
export const purgeLogoutDeliveries: Job = { name: 'purge-logout-deliveries', every_seconds: 3600, run: deleteOldLogoutDeliveries };
