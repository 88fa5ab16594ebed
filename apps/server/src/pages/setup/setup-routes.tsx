import { CreateUser } from '@consentry/contract';
import { Hono } from 'hono';
import { checkSetupToken } from '../../features/setup/check-setup-token.ts';
import { createFirstOperator } from '../../features/setup/create-first-operator.ts';
import type { PageEnv, PageRequest, PageSite } from '../../http/page-site.ts';
import type { BrowserSessions } from '../../oidc/browser-sessions.ts';
import type { RateLimit } from '../../platform/rate-limit.ts';
import { Problem } from '../../problem.ts';
import type { AccountFieldErrors, AccountFieldValues } from '../sign-up/account-fields.tsx';
import { accountFormErrors, readAccountForm } from '../sign-up/account-form.ts';
import { SetupLinkPage } from './setup-link-page.tsx';
import { SetupPage } from './setup-page.tsx';

const CONSOLE_URL = '/console/';

/** The first operator, made by whoever has the link that the server printed; then signed in and sent to the console. */
export function setupRoutes({ site, sessions, limit }: { site: PageSite; sessions: BrowserSessions; limit: RateLimit }): Hono<PageEnv> {
  const routes = new Hono<PageEnv>();

  routes.get('/setup', async (c) => {
    const token = c.req.query('token') ?? '';
    const state = await checkSetupToken(site.context(c), token);
    if (state !== 'good') return showLink(c, state);
    return show(c, token, { values: { username: '', name: '', email: '' }, errors: {} });
  });

  routes.post('/setup', async (c) => {
    const fields = await site.readForm(c, ['setup']);
    const token = fields['setup_token'] ?? '';
    const ctx = site.context(c);
    await limit.consume(ctx.request.ip ?? '-');
    const state = await checkSetupToken(ctx, token);
    if (state !== 'good') return showLink(c, state);
    const form = readAccountForm(fields);
    const parsed = CreateUser.safeParse(form.input);
    if (!parsed.success) return show(c, token, { values: form.values, errors: accountFormErrors(parsed.error) });
    try {
      const user = await createFirstOperator(ctx, { token, user: parsed.data });
      if (user === null) return await showLink(c, 'used');
      await sessions.signIn(c.env.incoming, c.env.outgoing, user.user_id);
      return c.redirect(CONSOLE_URL, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(c, token, { values: form.values, errors: accountFormErrors(error) });
    }
  });

  async function show(c: PageRequest, token: string, shown: { values: AccountFieldValues; errors: AccountFieldErrors }): Promise<Response> {
    const page = await site.page(c.req.header('accept-language'));
    const props = {
      page,
      action: '/setup',
      csrf_token: site.csrfToken(['setup']),
      setup_token: token,
      ...shown,
      error: null,
      retry_after_seconds: null,
    };
    return site.render(c, <SetupPage {...props} />, Object.keys(shown.errors).length === 0 ? 200 : 400);
  }

  async function showLink(c: PageRequest, reason: 'used' | 'wrong'): Promise<Response> {
    const page = await site.page(c.req.header('accept-language'));
    return site.render(c, <SetupLinkPage page={page} reason={reason} console_url={CONSOLE_URL} />, reason === 'used' ? 409 : 404);
  }

  return routes;
}
