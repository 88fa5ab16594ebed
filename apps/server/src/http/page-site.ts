import type { HttpBindings } from '@hono/node-server';
import type { Context as HonoContext } from 'hono';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Context } from '../context.ts';
import { PageTranslators } from '../features/page-texts/page-translators.ts';
import { knownSettings } from '../features/settings/known-settings.ts';
import { createPageContext, type PageContext } from '../pages/layout/page-context.ts';
import { matchLocale } from '../pages/messages/match-locale.ts';
import { assertCsrfToken, assertSameOrigin, csrfToken } from './csrf.ts';
import type { PageAssets } from './page-assets.ts';
import { requestInfo } from './request-context.ts';

export interface PageEnv {
  Bindings: HttpBindings;
}
export type PageRequest = HonoContext<PageEnv>;

/** The body is no form. */
export class UnreadableForm extends Error {
  override name = 'UnreadableForm';
}

/** The body is too large for a form of ours. */
export class FormTooLarge extends Error {
  override name = 'FormTooLarge';
}

const MAX_FORM_BYTES = 64 * 1024;

/** What the handlers of hosted pages share: the request's context, the page's context, forms and their tokens. */
export class PageSite {
  readonly #ctx: Context;
  readonly #assets: PageAssets;
  readonly #translators: PageTranslators;

  constructor(ctx: Context, assets: PageAssets) {
    this.#ctx = ctx;
    this.#assets = assets;
    this.#translators = new PageTranslators(ctx);
  }

  /** Context of this request; `user_id` acts in it when it is known. */
  context(c: PageRequest, userId: string | null = null): Context {
    const actor = userId === null ? this.#ctx.actor : { type: 'user' as const, id: userId, scopes: new Set<never>() };
    return { ...this.#ctx, actor, request: requestInfo(c.env.incoming) };
  }

  /** @param uiLocales `ui_locales` of the authorization request (OIDC Core §3.1.2.1), best first */
  async page(acceptLanguage: string | undefined, uiLocales: readonly string[] = []): Promise<PageContext> {
    const { product_name } = await knownSettings(this.#ctx);
    const preferred_locales = [...uiLocales, ...languagesOf(acceptLanguage)];
    const words = await this.#translators.of(matchLocale(preferred_locales));
    return createPageContext({ assets: this.#assets.urls, product_name, preferred_locales }, words);
  }

  /** A page as it looks in this language to a browser that prefers these colours, without scripts. */
  async previewPage({ language, color_scheme }: { language: string; color_scheme: 'light' | 'dark' }): Promise<PageContext> {
    const { product_name } = await knownSettings(this.#ctx);
    const assets = { styles: this.#assets.styles_preferring[color_scheme], script: null };
    const words = await this.#translators.of(matchLocale([language]));
    return createPageContext({ assets, product_name, preferred_locales: [language] }, words);
  }

  /** What `PageLayout` takes as `document`. */
  get documentAssets(): PageAssets['documentUrls'] {
    return this.#assets.documentUrls;
  }

  csrfToken(binding: readonly string[]): string {
    return csrfToken(this.#ctx.keyring, binding);
  }

  /** The fields of a posted form. Throws `ForeignForm` unless the form is one of ours for this binding, and `UnreadableForm`. */
  async readForm(c: PageRequest, binding: readonly string[]): Promise<Record<string, string>> {
    assertSameOrigin({ get: (name) => c.req.header(name) }, this.#ctx.issuer);
    const form = await readFields(c);
    assertCsrfToken(this.#ctx.keyring, binding, form['csrf_token']);
    return form;
  }

  async render(c: PageRequest, view: JSX.Element, status: 200 | 400 | 403 | 404 | 409 | 429 | 500 | 503 = 200): Promise<Response> {
    return c.html(pageHtml(view), status);
  }
}

/** The document of a page; hono's JSX elements print themselves. */
export function pageHtml(view: JSX.Element): string {
  return (view as { toString(): string }).toString();
}

async function readFields(c: PageRequest): Promise<Record<string, string>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw new UnreadableForm(`the body is ${type ?? 'without a media type'}, not a form`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_FORM_BYTES) throw new FormTooLarge(`the form is larger than ${MAX_FORM_BYTES} bytes`);
    chunks.push(chunk);
  }
  const fields = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  // Control characters but line breaks and tabs stand in nothing that people type, and PostgreSQL takes no NUL.
  return Object.fromEntries([...fields].map(([name, value]) => [name, value.replaceAll('\0', '\u{fffd}')]));
}

/** RFC 9110 §12.5.4 */
function languagesOf(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { tag: tag.trim(), quality: Number(quality ?? 1) };
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
