import { Hono } from 'hono';
import type { Context } from '../context.ts';
import { pingDatabase } from '../platform/database.ts';

/** `/livez`: the process answers. `/readyz`: it can serve, with the database, and is not about to stop. */
export function healthRoutes(ctx: Context, isDraining: () => boolean): Hono {
  const routes = new Hono();
  routes.get('/livez', (c) => c.json({ status: 'live' }));
  routes.get('/readyz', async (c) => {
    if (isDraining()) return c.json({ status: 'draining' }, 503);
    try {
      await pingDatabase(ctx.db);
      return c.json({ status: 'ready' });
    } catch (error) {
      ctx.logger.error({ err: error }, 'the database does not answer');
      c.header('retry-after', '5');
      return c.json({ status: 'database unavailable' }, 503);
    }
  });
  return routes;
}
