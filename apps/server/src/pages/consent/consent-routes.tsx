import { GrantDuration } from '@consentry/contract';
import { Hono } from 'hono';
import { noteGrantBefore } from '../../features/connection-tests/note-grant-before.ts';
import { consentChoice } from '../../features/grants/consent-offer.ts';
import { denyConsent } from '../../features/grants/deny-consent.ts';
import { grantScopes } from '../../features/grants/grant-scopes.ts';
import { UnreadableForm, type PageEnv, type PageRequest, type PageSite } from '../../http/page-site.ts';
import { InteractionGone, type InteractionAnswer, type Interactions } from '../../oidc/interactions.ts';
import { bindingOf } from '../sign-in/sign-in-routes.tsx';
import { ConsentPage } from './consent-page.tsx';
import { consentRequest, grantedBefore, type ConsentRequest } from './consent-request.ts';
import { optionalScopeField } from './optional-scope-field.ts';
import { consentView } from './present-consent.ts';
import { detailKey, detailTextVersion, textsOfDetails } from './present-details.ts';
import { scopeTextVersion } from './scope-text-version.ts';
import { serversOfScopes } from './servers-of-scopes.ts';

export function consentRoutes(options: { site: PageSite; interactions: Interactions }): Hono<PageEnv> {
  const screen = new ConsentScreen(options);
  const routes = new Hono<PageEnv>();
  routes.get('/consent/:uid', (c) => screen.get(c));
  routes.post('/consent/:uid', (c) => screen.post(c));
  return routes;
}

class ConsentScreen {
  readonly #site: PageSite;
  readonly #interactions: Interactions;

  constructor({ site, interactions }: { site: PageSite; interactions: Interactions }) {
    this.#site = site;
    this.#interactions = interactions;
  }

  async get(c: PageRequest): Promise<Response> {
    const request = await this.#read(c);
    if (request.interaction.outdated) return this.#finish(c, { anew: true });
    const page = await this.#site.page(c.req.header('accept-language'), request.interaction.ui_locales);
    const csrf_token = this.#site.csrfToken(consentBinding(request));
    const view = await consentView(this.#site.context(c), request, { page, csrf_token });
    return this.#site.render(c, <ConsentPage page={page} view={view} />);
  }

  async post(c: PageRequest): Promise<Response> {
    const request = await this.#read(c);
    const form = await this.#site.readForm(c, consentBinding(request));
    if (form['decision'] !== 'allow') return this.#deny(c, request);
    if (request.interaction.outdated) return this.#finish(c, { anew: true });
    return this.#allow(c, request, form);
  }

  /** What is granted is what the server asked and, of the optional, what was ticked; no other field counts. */
  async #allow(c: PageRequest, request: ConsentRequest, form: Record<string, string>): Promise<Response> {
    const { interaction, user } = request;
    const choice = consentChoice(request.offer, (scope) => form[optionalScopeField(scope)] === 'yes');
    if (choice.scopes.length + request.details.length + grantedBefore(request).length + request.granted_details.length === 0)
      return this.#deny(c, request);
    const ctx = this.#site.context(c, user.user_id);
    const { locale, text_version } = await this.#site.page(c.req.header('accept-language'), interaction.ui_locales);
    const texts = await textsOfDetails(ctx, request.details);
    const servers = await serversOfScopes(ctx, choice.scopes);
    const parties = { user_id: user.user_id, client_id: interaction.client.client_id };
    await noteGrantBefore(ctx, { ...parties, params: interaction.params });
    await grantScopes(ctx, {
      ...parties,
      scopes: choice.scopes.map((scope) => ({
        ...scope,
        locale,
        text_version: scopeTextVersion(scope, { locale, text_version, servers }),
      })),
      details: request.details.map((one) => ({ ...one, locale, text_version: detailTextVersion(one, texts, locale) })),
      refused: choice.refused,
      duration: interaction.client.party === 'third_party' ? durationOf(form) : undefined,
      session_uid: interaction.session_uid,
      approved_client: interaction.client.face,
      audit_details: { locale, text_version },
    });
    return this.#finish(c, { consent: true });
  }

  async #deny(c: PageRequest, { interaction, user, offer, details }: ConsentRequest): Promise<Response> {
    const parties = { user_id: user.user_id, client_id: interaction.client.client_id };
    await denyConsent(this.#site.context(c, user.user_id), { ...parties, scopes: [...offer.required, ...offer.optional], details });
    return this.#finish(c, { error: 'access_denied', description: 'the user did not consent' });
  }

  async #read(c: PageRequest): Promise<ConsentRequest> {
    const interaction = await this.#interactions.read(c.env.incoming, c.env.outgoing, c.req.param('uid') ?? '');
    const { user } = interaction;
    if (interaction.prompt !== 'consent' || user === null || user.disabled_at !== null)
      throw new InteractionGone('nobody is signed in who could consent');
    return consentRequest(this.#site.context(c), interaction, user);
  }

  async #finish(c: PageRequest, answer: InteractionAnswer): Promise<Response> {
    return c.redirect(await this.#interactions.answer(c.env.incoming, c.env.outgoing, answer), 303);
  }
}

/**
 * The form belongs to what the page said is required too. Without this, a scope that was optional when the page was drawn and is
 * required when it comes back would be granted although its box was left empty.
 */
function consentBinding({ interaction, offer, details }: ConsentRequest): string[] {
  const required = offer.required.flatMap(({ resource, scope }) => [resource ?? '', scope]);
  return [...bindingOf(interaction), ...required, ...details.map(detailKey)];
}

/** Absent or `unchanged`: as it is. Throws `UnreadableForm`: anything unknown must not become the longest. */
function durationOf(form: Record<string, string>): GrantDuration | undefined {
  const sent = form['duration'] ?? 'unchanged';
  if (sent === 'unchanged') return undefined;
  const parsed = GrantDuration.safeParse(sent);
  if (!parsed.success) throw new UnreadableForm('the duration is none of those that were offered');
  return parsed.data;
}
