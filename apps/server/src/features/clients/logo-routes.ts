import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import { selectLogo } from './client-logo-store.ts';
import { logoPath } from './logo-path.ts';

/** The logos themselves, for every page of ours. The listener has set headers under which they can do nothing but be drawn. */
export function logoRoutes(ctx: Context): Hono {
  return new Hono().get(logoPath(':hash'), async (c) => {
    const hash = c.req.param('hash') ?? '';
    const logo = /^[0-9a-f]{32}$/.test(hash) ? await selectLogo(ctx, hash) : null;
    if (logo === null) return c.body(null, 404);
    c.header('content-type', logo.media_type);
    c.header('cache-control', 'public, max-age=31536000, immutable');
    return c.body(new Uint8Array(logo.content));
  });
}
