import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { Hono } from 'hono';

interface Asset {
  type: string;
  identity: Buffer;
  /** As it was first asked for, and kept from then on. */
  compressed: { [Encoding in keyof typeof COMPRESS]?: Promise<Buffer> };
}

/** In the order of preference. They work in a thread. */
const COMPRESS = { br: promisify<Buffer, Buffer>(brotliCompress), gzip: promisify<Buffer, Buffer>(gzip) };
const ENCODINGS = ['br', 'gzip'] as const;

/** The files of the stylesheet in the order of the cascade: later ones refine earlier ones. */
export const STYLE_FILES = [
  'theme',
  'base',
  'layout',
  'text',
  'fields',
  'notices',
  'buttons',
  'parties',
  'permissions',
  'choices',
  'facts',
  'decision',
  'account',
  'connected-apps',
  'languages',
  'conditions',
].map((name) => `${name}.css`);

/** What pages that are read like documents load besides; the others stay light without it. */
export const DOCUMENT_STYLE_FILES = ['document', 'guide', 'code'].map((name) => `${name}.css`);

const CSS = 'text/css; charset=utf-8';

/** Without comments and without the spaces that only people need: pages have 20 KB in all. Strings in these files hold no spaces of that kind. */
function compact(styles: Buffer): Buffer {
  const text = styles
    .toString('utf8')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/ ?([{};,]) ?/g, '$1')
    .replaceAll(': ', ':')
    .replaceAll(';}', '}');
  return Buffer.from(text.trim());
}

function asIfPreferred(styles: Buffer, scheme: 'light' | 'dark'): Buffer {
  const text = styles.toString('utf8');
  const resolved = text
    .replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? 'all' : 'not all')
    .replaceAll('color-scheme: light dark', `color-scheme: ${scheme}`);
  return Buffer.from(resolved);
}

/** The stylesheets and scripts of the hosted pages, under names that change with their content. */
export class PageAssets {
  readonly urls: { styles: string; script: string };
  readonly documentUrls: { styles: string; script: string };
  /** The same stylesheet as a browser applies it that prefers light or dark: for previews, which choose. */
  readonly styles_preferring: { light: string; dark: string };
  readonly #assets = new Map<string, Asset>();

  /** @param directory where `styles/` and `page-script.js` are */
  constructor(directory: URL) {
    const read = (file: string): Buffer => readFileSync(new URL(file, directory));
    const joined = (files: string[]): Buffer => Buffer.concat(files.map((file) => read(`styles/${file}`)));
    const styles = (name: string, files: string[]): string => this.#add(name, CSS, compact(joined(files)));
    const script = (name: string): string => this.#add(name, 'text/javascript; charset=utf-8', read(name));
    this.urls = { styles: styles('page-styles.css', STYLE_FILES), script: script('page-script.js') };
    this.documentUrls = { styles: styles('document-styles.css', DOCUMENT_STYLE_FILES), script: script('document-script.js') };
    const preferring = (scheme: 'light' | 'dark'): string =>
      this.#add(`page-styles-${scheme}.css`, CSS, compact(asIfPreferred(joined(STYLE_FILES), scheme)));
    this.styles_preferring = { light: preferring('light'), dark: preferring('dark') };
  }

  routes(): Hono {
    return new Hono().get('/assets/:name', async (c) => {
      const asset = this.#assets.get(c.req.param('name'));
      if (asset === undefined) return c.notFound();
      const accepted = c.req.header('accept-encoding') ?? '';
      const encoding = ENCODINGS.find((name) => new RegExp(`\\b${name}\\b`).test(accepted));
      c.header('content-type', asset.type);
      c.header('vary', 'accept-encoding');
      c.header('cache-control', 'public, max-age=31536000, immutable');
      if (encoding !== undefined) c.header('content-encoding', encoding);
      const { identity, compressed } = asset;
      return c.body(new Uint8Array(encoding === undefined ? identity : await (compressed[encoding] ??= COMPRESS[encoding](identity))));
    });
  }

  #add(file: string, type: string, identity: Buffer): string {
    const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12);
    const name = file.replace('.', `.${hash}.`);
    this.#assets.set(name, { type, identity, compressed: {} });
    return `/assets/${name}`;
  }
}
