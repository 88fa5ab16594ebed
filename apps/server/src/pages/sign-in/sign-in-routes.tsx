import { Hono } from 'hono';
import { knownSettings } from '../../features/settings/known-settings.ts';
import type { SignInLimits } from '../../features/users/sign-in-limits.ts';
import { verifySignIn } from '../../features/users/verify-sign-in.ts';
import type { PageEnv, PageRequest, PageSite } from '../../http/page-site.ts';
import type { InteractionAnswer, Interactions, PendingInteraction } from '../../oidc/interactions.ts';
import { RateLimited } from '../../platform/rate-limit.ts';
import { SignInPage, type SignInPageProps } from './sign-in-page.tsx';

export interface SignInRoutesOptions {
  site: PageSite;
  interactions: Interactions;
  limits: SignInLimits;
}

type Failure = Pick<SignInPageProps, 'error' | 'retry_after_seconds' | 'identifier'>;

export function signInRoutes(options: SignInRoutesOptions): Hono<PageEnv> {
  const screen = new SignInScreen(options);
  const routes = new Hono<PageEnv>();
  // Without an authorization request there is nothing to sign in to but the account itself.
  routes.on('GET', ['/sign-in', '/sign-up'], (c) => c.redirect('/console/sign-in?return_to=/account', 303));
  routes.get('/sign-in/:uid', (c) => screen.get(c));
  routes.post('/sign-in/:uid', (c) => screen.post(c));
  return routes;
}

class SignInScreen {
  readonly #site: PageSite;
  readonly #interactions: Interactions;
  readonly #limits: SignInLimits;

  constructor({ site, interactions, limits }: SignInRoutesOptions) {
    this.#site = site;
    this.#interactions = interactions;
    this.#limits = limits;
  }

  async get(c: PageRequest): Promise<Response> {
    const interaction = await this.#read(c);
    return this.#show(c, interaction, { error: null, retry_after_seconds: null, identifier: interaction.login_hint ?? '' });
  }

  async post(c: PageRequest): Promise<Response> {
    const interaction = await this.#read(c);
    const form = await this.#site.readForm(c, bindingOf(interaction));
    if (form['decision'] === 'deny') return this.#answer(c, { error: 'access_denied', description: 'the user did not sign in' });
    if (form['decision'] === 'continue' && interaction.prompt === 'select_account') return this.#answer(c, { select_account: true });
    return this.#signIn(c, interaction, { identifier: form['identifier'] ?? '', password: form['password'] ?? '' });
  }

  async #signIn(c: PageRequest, interaction: PendingInteraction, credentials: { identifier: string; password: string }): Promise<Response> {
    const ctx = this.#site.context(c);
    const { identifier } = credentials;
    const wait = await this.#waitSeconds(identifier, ctx.request.ip);
    if (wait !== null) {
      c.header('retry-after', String(wait));
      return this.#show(c, interaction, { error: 'rate_limited', retry_after_seconds: wait, identifier });
    }
    const user = await verifySignIn(ctx, credentials);
    if (user === null) {
      ctx.logger.info({ request_id: ctx.request.id, ip: ctx.request.ip }, 'a sign-in failed');
      return this.#show(c, interaction, { error: 'invalid_credentials', retry_after_seconds: null, identifier });
    }
    await this.#limits.giveBack(identifier, ctx.request.ip);
    return this.#answer(c, { login: { user_id: user.user_id, at: ctx.clock.now() } });
  }

  /** Counts the attempt; how long to wait when there were too many. */
  async #waitSeconds(identifier: string, ip: string | null): Promise<number | null> {
    try {
      await this.#limits.consume(identifier, ip);
      return null;
    } catch (error) {
      if (error instanceof RateLimited) return error.retryAfterSeconds;
      throw error;
    }
  }

  async #show(c: PageRequest, interaction: PendingInteraction, failure: Failure): Promise<Response> {
    const ctx = this.#site.context(c);
    const [page, { sign_up_enabled }] = await Promise.all([
      this.#site.page(c.req.header('accept-language'), interaction.ui_locales),
      knownSettings(ctx),
    ]);
    const current = interaction.prompt === 'select_account' ? interaction.user : null;
    const props: SignInPageProps = {
      page,
      action: `/sign-in/${interaction.uid}`,
      csrf_token: this.#site.csrfToken(bindingOf(interaction)),
      client: interaction.client,
      ...failure,
      sign_up_url: sign_up_enabled ? `/sign-in/${interaction.uid}/sign-up` : null,
      cancel: true,
      current_account: current === null ? null : { name: current.claims.name ?? current.username, username: current.username },
    };
    return this.#site.render(c, <SignInPage {...props} />, statusOf(failure));
  }

  #read(c: PageRequest): Promise<PendingInteraction> {
    return this.#interactions.read(c.env.incoming, c.env.outgoing, c.req.param('uid') ?? '');
  }

  async #answer(c: PageRequest, answer: InteractionAnswer): Promise<Response> {
    return c.redirect(await this.#interactions.answer(c.env.incoming, c.env.outgoing, answer), 303);
  }
}

function statusOf({ error }: Failure): 200 | 400 | 429 {
  if (error === null) return 200;
  return error === 'rate_limited' ? 429 : 400;
}

/** The form belongs to this interaction and to the session that the interaction began with. */
export function bindingOf(interaction: PendingInteraction): string[] {
  return [interaction.prompt, interaction.uid, interaction.user_id ?? ''];
}
