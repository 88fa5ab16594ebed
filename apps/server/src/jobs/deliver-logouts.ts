import type { Context } from '../context.ts';
import { LogoutCourier } from '../features/logout-deliveries/logout-courier.ts';
import type { Job } from './job-runner.ts';

const TIMEOUT_MILLISECONDS = 5000;

/** Tells clients of sessions that ended: at once after the commit, and again when a further try is due. */
export function deliverLogoutsJob({ outbound, logoutsDue }: Pick<Context, 'outbound' | 'logoutsDue'>): Job {
  const courier = new LogoutCourier({ outbound, timeout_ms: TIMEOUT_MILLISECONDS });
  return { name: 'deliver-logouts', every_seconds: 5, wakes_on: logoutsDue, run: (ctx, stopping) => courier.deliverDue(ctx, stopping) };
}
