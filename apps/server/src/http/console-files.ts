import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { PageEnv } from './page-site.ts';

/** The built console: hashed files that never change, and the shell for every other path below `/console/`. */
export function consoleFiles(directory: URL, sessionCookie: string): Hono<PageEnv> {
  const routes = new Hono<PageEnv>();
  const root = fileURLToPath(directory);
  const rewriteRequestPath = (path: string): string => path.replace(/^\/console/, '');

  routes.get('/console', (c) => c.redirect('/console/', 308));
  routes.use('/console/assets/*', async (c, next) => {
    await next();
    if (c.res.ok) c.header('cache-control', 'public, max-age=31536000, immutable');
  });
  routes.get('/console/assets/*', serveStatic({ root, precompressed: true, rewriteRequestPath }));
  routes.get('/console/assets/*', (c) => c.notFound());
  routes.get('/console/*', async (c, next) => {
    // Whoever has no session would be sent to sign-in by the console itself, after all of it was loaded.
    if (getCookie(c, sessionCookie) === undefined)
      return c.redirect(`/console/sign-in?return_to=${encodeURIComponent(c.req.path + new URL(c.req.url).search)}`, 303);
    if (!existsSync(new URL('index.html', directory))) return c.text('The console is not built: run `npm run build`.', 503);
    return next();
  });
  routes.get('/console/*', serveStatic({ root, path: 'index.html', precompressed: true }));
  return routes;
}
