import { Hono } from 'hono';
import type { Context } from '../context.ts';
import { pingDatabase } from '../platform/database.ts';

/** Half of what a code lives: beyond that, what one process makes is over or not yet begun for another. */
const MAX_CLOCK_DIFFERENCE_SECONDS = 30;

/** `/livez`: the process answers. `/readyz`: it can serve, with the database, by a clock that others share, and is not about to stop. */
export function healthRoutes(ctx: Context, isDraining: () => boolean): Hono {
  const routes = new Hono();
  routes.get('/livez', (c) => c.json({ status: 'live' }));
  routes.get('/readyz', async (c) => {
    if (isDraining()) return c.json({ status: 'draining' }, 503);
    try {
      const wrong = clockFault(ctx.clock.now(), await pingDatabase(ctx.db));
      if (wrong === null) return c.json({ status: 'ready' });
      ctx.logger.error({ clock: wrong }, 'the clocks differ: set the time of this machine or of the database’s');
      return c.json({ status: wrong }, 503);
    } catch (error) {
      ctx.logger.error({ err: error }, 'the database does not answer');
      c.header('retry-after', '5');
      return c.json({ status: 'database unavailable' }, 503);
    }
  });
  return routes;
}

function clockFault(own: Date, database: Date): string | null {
  const seconds = Math.round((own.getTime() - database.getTime()) / 1000);
  if (Math.abs(seconds) <= MAX_CLOCK_DIFFERENCE_SECONDS) return null;
  return `clock ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the database’s`;
}
