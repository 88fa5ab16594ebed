import { isInteractionGone, type EngineContext, type EngineError } from '../../oidc/oidc-pages.ts';
import type { Context } from '../../context.ts';
import { ForeignForm } from '../../http/csrf.ts';
import { FormTooLarge, pageHtml, UnreadableForm, type PageRequest, type PageSite } from '../../http/page-site.ts';
import { requestInfo } from '../../http/request-context.ts';
import { ClientDisabled } from '../../oidc/disabled-clients.ts';
import { InteractionGone } from '../../oidc/interactions.ts';
import { QueueFull } from '../../platform/bounded-queue.ts';
import { isDatabaseUnavailable } from '../../platform/database.ts';
import { RateLimited } from '../../platform/rate-limit.ts';
import type { PageContext } from '../layout/page-context.ts';
import { createPageContext } from '../layout/page-context.ts';
import type { PageAssets } from '../../http/page-assets.ts';
import { ErrorPage, type TechnicalDetail } from './error-page.tsx';
import { errorTexts, type ErrorPageCode } from './error-texts.ts';

type ErrorStatus = 400 | 403 | 404 | 413 | 429 | 500 | 503;

interface Drawn {
  code: ErrorPageCode;
  status: number;
  reference_id: string;
  technical: TechnicalDetail[];
}

interface Classified {
  code: ErrorPageCode;
  status: ErrorStatus;
  retry_after_seconds?: number;
}

/** The error pages of the hosted pages and of the protocol engine. */
export class ErrorRoutes {
  readonly #site: PageSite;
  readonly #ctx: Context;
  readonly #assets: PageAssets;

  constructor(site: PageSite, ctx: Context, assets: PageAssets) {
    this.#site = site;
    this.#ctx = ctx;
    this.#assets = assets;
  }

  /** Whatever a page's handler threw. */
  onError = async (error: Error, c: PageRequest): Promise<Response> => {
    const { code, status, retry_after_seconds } = classify(error);
    const { id } = requestInfo(c.env.incoming);
    this.#log(error, status, id);
    if (retry_after_seconds !== undefined) c.header('retry-after', String(retry_after_seconds));
    return c.html(await this.#draw(c.req.header('accept-language'), { code, status, reference_id: id, technical: [] }), status);
  };

  notFound = async (c: PageRequest): Promise<Response> => {
    const { id } = requestInfo(c.env.incoming);
    return c.html(
      await this.#draw(c.req.header('accept-language'), { code: 'not_found', status: 404, reference_id: id, technical: [] }),
      404,
    );
  };

  /** A protocol request that cannot be answered at the client: nobody is sent to an address that was not registered (RFC 6749 §4.1.2.1). */
  renderError = async (ctx: EngineContext, out: EngineError, error: Error): Promise<void> => {
    const { code, status } = isDatabaseUnavailable(error) ? classify(error) : classifyProtocolError(out, error);
    await this.#answer(ctx, { code, status, technical: technicalOf(ctx, out) });
  };

  renderUnmatched = async (ctx: EngineContext, status: 404 | 405): Promise<void> => {
    await this.#answer(ctx, { code: status === 404 ? 'not_found' : 'method_not_allowed', status, technical: [] });
  };

  async #answer(ctx: EngineContext, error: Omit<Drawn, 'reference_id'>): Promise<void> {
    const html = await this.#draw(ctx.get('accept-language'), { ...error, reference_id: requestInfo(ctx.req).id });
    ctx.status = error.status;
    ctx.type = 'html';
    ctx.body = html;
  }

  async #draw(acceptLanguage: string | undefined, { code, ...shown }: Drawn): Promise<string> {
    const page = await this.#page(acceptLanguage);
    return pageHtml(<ErrorPage page={page} {...errorTexts(page, code)} {...shown} />);
  }

  /** An error page has to come even when the database that holds the product's name does not answer. */
  async #page(acceptLanguage: string | undefined): Promise<PageContext> {
    try {
      return await this.#site.page(acceptLanguage);
    } catch (cause) {
      this.#ctx.logger.error({ err: cause }, 'the settings could not be read for an error page');
      return createPageContext({ assets: this.#assets.urls, product_name: 'Consentry', preferred_locales: [] });
    }
  }

  #log(error: Error, status: number, requestId: string): void {
    if (status >= 500) this.#ctx.logger.error({ err: error, request_id: requestId }, 'a page could not be answered');
    else this.#ctx.logger.info({ request_id: requestId, reason: error.message }, 'a page request was refused');
  }
}

function classify(error: Error): Classified {
  if (error instanceof InteractionGone) return { code: 'interaction_expired', status: 400 };
  if (error instanceof ClientDisabled) return { code: 'client_disabled', status: 403 };
  if (error instanceof ForeignForm) return { code: 'csrf', status: 403 };
  if (error instanceof FormTooLarge) return { code: 'invalid_request', status: 413 };
  if (error instanceof UnreadableForm) return { code: 'invalid_request', status: 400 };
  if (error instanceof RateLimited) return { code: 'rate_limited', status: 429, retry_after_seconds: error.retryAfterSeconds };
  if (error instanceof QueueFull || isDatabaseUnavailable(error)) return { code: 'unavailable', status: 503, retry_after_seconds: 5 };
  return { code: 'server_error', status: 500 };
}

function classifyProtocolError({ error }: EngineError, cause: Error): Classified {
  if (isInteractionGone(cause)) return { code: 'interaction_expired', status: 400 };
  if (cause instanceof ClientDisabled) return { code: 'client_disabled', status: 403 };
  if (error === 'invalid_client') return { code: 'unknown_client', status: 400 };
  if (error === 'invalid_redirect_uri') return { code: 'redirect_uri_mismatch', status: 400 };
  if (error === 'server_error') return { code: 'server_error', status: 500 };
  return { code: error === 'access_denied' ? 'access_denied' : 'invalid_request', status: 400 };
}

/** What the developer of the client needs; nothing here is secret: it came in this request or is the OAuth error itself. */
function technicalOf(ctx: EngineContext, out: EngineError): TechnicalDetail[] {
  const { params } = ctx.oidc ?? {};
  const sent = params ?? ctx.query;
  const clientError = ['invalid_client', 'unauthorized_client'].includes(out.error) ? { client_id: sent.client_id } : {};
  const redirectError = out.error === 'invalid_redirect_uri' ? { client_id: sent.client_id, redirect_uri: sent.redirect_uri } : {};
  const details = { error: out.error, error_description: out.error_description, ...clientError, ...redirectError };
  return Object.entries(details).flatMap(([label, value]) =>
    typeof value === 'string' && value !== '' ? [{ label, value: value.slice(0, 500) }] : [],
  );
}
