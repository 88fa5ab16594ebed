import { PROBLEMS, type ProblemType } from '@consentry/contract';
import { Hono } from 'hono';
import type { PageEnv, PageSite } from '../../http/page-site.ts';
import type { BrowserSessions } from '../../oidc/browser-sessions.ts';
import { ProblemPage } from '../problem/problem-page.tsx';
import { HomePage } from './home-page.tsx';

export function homeRoutes({ site, sessions, issuer }: { site: PageSite; sessions: BrowserSessions; issuer: string }): Hono<PageEnv> {
  const routes = new Hono<PageEnv>();

  routes.get('/', async (c) => {
    const page = await site.page(c.req.header('accept-language'));
    const signed_in = (await sessions.userId(c.env.incoming, c.env.outgoing)) !== null;
    const urls = { account_url: '/account', console_url: '/console/', discovery_url: `${issuer}/.well-known/openid-configuration` };
    return site.render(c, <HomePage page={page} signed_in={signed_in} {...urls} />);
  });

  routes.get('/docs/problems/:type', async (c) => {
    const type = c.req.param('type');
    if (!Object.hasOwn(PROBLEMS, type)) return c.notFound();
    return site.render(c, <ProblemPage page={await site.page(c.req.header('accept-language'))} type={type as ProblemType} />);
  });

  return routes;
}
