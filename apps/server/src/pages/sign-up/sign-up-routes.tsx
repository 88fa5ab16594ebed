import { CreateUser } from '@consentry/contract';
import { Hono } from 'hono';
import type { PageEnv, PageRequest, PageSite } from '../../http/page-site.ts';
import { knownSettings } from '../../features/settings/known-settings.ts';
import { createUser } from '../../features/users/create-user.ts';
import type { InteractionAnswer, Interactions, PendingInteraction } from '../../oidc/interactions.ts';
import type { RateLimit } from '../../platform/rate-limit.ts';
import { Problem } from '../../problem.ts';
import { bindingOf } from '../sign-in/sign-in-routes.tsx';
import { accountFormErrors, readAccountForm, type AccountForm } from './account-form.ts';
import type { AccountFieldErrors } from './account-fields.tsx';
import { SignUpPage } from './sign-up-page.tsx';

export interface SignUpRoutesOptions {
  site: PageSite;
  interactions: Interactions;
  /** New accounts by address. */
  limit: RateLimit;
}

/** Below the sign-in page, because the interaction's cookie is bound to that path. */
export function signUpRoutes({ site, interactions, limit }: SignUpRoutesOptions): Hono<PageEnv> {
  const routes = new Hono<PageEnv>();

  routes.get('/sign-in/:uid/sign-up', async (c) => {
    const interaction = await readOpen(c);
    if (interaction === null) return c.redirect(`/sign-in/${c.req.param('uid')}`, 303);
    return show(c, interaction, { values: { username: '', name: '', email: '' }, errors: {} });
  });

  routes.post('/sign-in/:uid/sign-up', async (c) => {
    const interaction = await readOpen(c);
    if (interaction === null) return c.redirect(`/sign-in/${c.req.param('uid')}`, 303);
    const fields = await site.readForm(c, bindingOf(interaction));
    if (fields['decision'] === 'deny') return finish(c, { error: 'access_denied', description: 'the user did not sign up' });
    const form = readAccountForm(fields);
    const parsed = CreateUser.safeParse(form.input);
    if (!parsed.success) return show(c, interaction, { values: form.values, errors: accountFormErrors(parsed.error) });
    const ctx = site.context(c);
    await limit.consume(ctx.request.ip ?? '-');
    try {
      const user = await createUser(ctx, parsed.data);
      return await finish(c, { login: { user_id: user.user_id, at: ctx.clock.now() } });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return show(c, interaction, { values: form.values, errors: accountFormErrors(error) });
    }
  });

  async function finish(c: PageRequest, answer: InteractionAnswer): Promise<Response> {
    return c.redirect(await interactions.answer(c.env.incoming, c.env.outgoing, answer), 303);
  }

  async function readOpen(c: PageRequest): Promise<PendingInteraction | null> {
    const interaction = await interactions.read(c.env.incoming, c.env.outgoing, c.req.param('uid') ?? '');
    const { sign_up_enabled } = await knownSettings(site.context(c));
    return sign_up_enabled ? interaction : null;
  }

  async function show(
    c: PageRequest,
    interaction: PendingInteraction,
    shown: Pick<AccountForm, 'values'> & { errors: AccountFieldErrors },
  ): Promise<Response> {
    const page = await site.page(c.req.header('accept-language'), interaction.ui_locales);
    const props = {
      page,
      action: `/sign-in/${interaction.uid}/sign-up`,
      csrf_token: site.csrfToken(bindingOf(interaction)),
      client: interaction.client,
      ...shown,
      error: null,
      retry_after_seconds: null,
      sign_in_url: `/sign-in/${interaction.uid}`,
      cancel: true,
    };
    return site.render(c, <SignUpPage {...props} />, Object.keys(shown.errors).length === 0 ? 200 : 400);
  }

  return routes;
}
