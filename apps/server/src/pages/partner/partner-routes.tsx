import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import { getClient } from '../../features/clients/get-client.ts';
import { getClientConfiguration } from '../../features/guides/get-client-configuration.ts';
import { getClientGuide } from '../../features/guides/get-client-guide.ts';
import { listGuides } from '../../features/guides/list-guides.ts';
import { openPartnerLink, type OpenedPartnerLink } from '../../features/partner-links/open-partner-link.ts';
import { findRefusedRequests } from '../../features/request-log/find-refused-requests.ts';
import { presentForPartner } from '../../features/request-log/present-for-partner.ts';
import type { ReadDiscovery } from '../../http/own-discovery.ts';
import type { PageEnv, PageRequest, PageSite } from '../../http/page-site.ts';
import { InvalidCursor } from '../../platform/cursor.ts';
import { memoryRateLimit } from '../../platform/rate-limit.ts';
import { Problem } from '../../problem.ts';
import { PartnerGonePage } from './partner-gone-page.tsx';
import { PartnerGuidePage } from './partner-guide-page.tsx';
import type { PartnerFrame } from './partner-layout.tsx';
import { PartnerPage } from './partner-page.tsx';
import { PartnerRequestsPage } from './partner-requests-page.tsx';
import { partnerUrls } from './partner-urls.ts';

const SHOWN_AT_ONCE = 50;

/** A request whose link is good. */
interface Visit {
  c: PageRequest;
  ctx: Context;
  link: OpenedPartnerLink;
}

/** The read-only page that a partner link opens, without an account. */
export function partnerRoutes({ site, readDiscovery }: { site: PageSite; readDiscovery: ReadDiscovery }): Hono<PageEnv> {
  const routes = new Hono<PageEnv>();
  const limit = memoryRateLimit({ name: 'partner_link', points: 120, window_seconds: 60 });
  const answers = new PartnerAnswers(site, readDiscovery);
  const get = (path: string, answer: (visit: Visit) => Promise<Response>): void => {
    routes.get(path, async (c) => {
      const ctx = site.context(c);
      limit.consume(ctx.request.ip ?? '-');
      const link = await openPartnerLink(ctx, c.req.param('token') ?? '');
      if (link === null) return site.render(c, <PartnerGonePage page={await site.page(c.req.header('accept-language'))} />, 404);
      return answer({ c, ctx, link });
    });
  };
  get('/partner/:token', answers.overview);
  get('/partner/:token/configuration.env', answers.env);
  get('/partner/:token/configuration.json', answers.json);
  get('/partner/:token/guides/:slug', answers.guide);
  get('/partner/:token/guides/:slug/files/:step', answers.guideFile);
  get('/partner/:token/requests', answers.requests);
  // Whatever else stands behind a token is answered as the token deserves.
  get('/partner/:token/*', async ({ c }) => c.notFound());
  return routes;
}

/** What each part of the page answers once the link is known to be good. */
class PartnerAnswers {
  readonly #site: PageSite;
  readonly #readDiscovery: ReadDiscovery;

  constructor(site: PageSite, readDiscovery: ReadDiscovery) {
    this.#site = site;
    this.#readDiscovery = readDiscovery;
  }

  overview = async (visit: Visit): Promise<Response> => {
    const client = await getClient(visit.ctx, visit.link.client_id);
    const guides = visit.link.parts.includes('guides') ? listGuides({}).items : [];
    const props = { frame: await this.#frame(visit, client.name), client, configuration: await this.#configuration(visit), guides };
    return this.#site.render(visit.c, <PartnerPage {...props} />);
  };

  env = async (visit: Visit): Promise<Response> =>
    file(visit.c, { name: `${visit.link.client_id}.env`, content: (await this.#configuration(visit)).env });

  json = async (visit: Visit): Promise<Response> =>
    file(visit.c, { name: `${visit.link.client_id}.json`, content: (await this.#configuration(visit)).json });

  guide = async (visit: Visit): Promise<Response> => {
    const guide = await this.#filledGuide(visit);
    if (guide === null) return visit.c.notFound();
    const { name } = await getClient(visit.ctx, visit.link.client_id);
    return this.#site.render(visit.c, <PartnerGuidePage frame={await this.#frame(visit, name)} guide={guide} />);
  };

  guideFile = async (visit: Visit): Promise<Response> => {
    const found = (await this.#filledGuide(visit))?.steps[Number(visit.c.req.param('step')) - 1]?.file ?? null;
    if (found === null) return visit.c.notFound();
    return file(visit.c, { name: found.path.slice(found.path.lastIndexOf('/') + 1), content: found.content });
  };

  requests = async (visit: Visit): Promise<Response> => {
    const found = await this.#refusedRequests(visit);
    if (found === null) return visit.c.notFound();
    const { name } = await getClient(visit.ctx, visit.link.client_id);
    const frame = await this.#frame(visit, name);
    const older_url = found.next_cursor === null ? null : `${frame.urls.requests}?cursor=${encodeURIComponent(found.next_cursor)}`;
    const props = { frame, requests: found.items.map(presentForPartner), older_url, now: visit.ctx.clock.now() };
    return this.#site.render(visit.c, <PartnerRequestsPage {...props} />);
  };

  async #frame({ c, link }: Visit, client_name: string): Promise<PartnerFrame> {
    const page = await this.#site.page(c.req.header('accept-language'));
    const urls = partnerUrls(c.req.param('token') ?? '');
    return { page, document: this.#site.documentAssets, client_name, urls, has_requests: link.parts.includes('refused_requests') };
  }

  async #configuration({ ctx, link }: Visit) {
    return getClientConfiguration(ctx, { client_id: link.client_id, discovery: await this.#readDiscovery() });
  }

  async #refusedRequests({ c, ctx, link }: Visit) {
    if (!link.parts.includes('refused_requests')) return null;
    const cursor = c.req.query('cursor');
    try {
      return await findRefusedRequests(ctx, { client_id: link.client_id, limit: SHOWN_AT_ONCE, ...(cursor && { cursor }) });
    } catch (error) {
      if (error instanceof InvalidCursor) return null;
      throw error;
    }
  }

  async #filledGuide({ c, ctx, link }: Visit) {
    if (!link.parts.includes('guides')) return null;
    try {
      const slug = c.req.param('slug') ?? '';
      return await getClientGuide(ctx, { client_id: link.client_id, slug, discovery: await this.#readDiscovery() });
    } catch (error) {
      if (error instanceof Problem && error.type === 'guide-not-found') return null;
      throw error;
    }
  }
}

/** A download; its name is made of what any system takes. */
function file(c: PageRequest, { name, content }: { name: string; content: string }): Response {
  c.header('content-disposition', `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`);
  return c.body(content, 200, { 'content-type': 'text/plain; charset=utf-8' });
}
