import { readdirSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { DOCUMENT_STYLE_FILES, PageAssets, STYLE_FILES } from './page-assets.ts';

const ASSETS = new URL('../pages/assets/', import.meta.url);

it('every file of the stylesheet has its place in the order', () => {
  expect(readdirSync(new URL('styles/', ASSETS)).toSorted()).toEqual([...STYLE_FILES, ...DOCUMENT_STYLE_FILES].toSorted());
});

it('pages load one stylesheet and one script, each under a name that changes with its content and is kept for a year', async () => {
  const assets = new PageAssets(ASSETS);
  expect(assets.urls).toEqual({
    styles: expect.stringMatching(/^\/assets\/page-styles\.[0-9a-f]{12}\.css$/),
    script: expect.stringMatching(/^\/assets\/page-script\.[0-9a-f]{12}\.js$/),
  });
  const styles = await assets.routes().request(assets.urls.styles);
  expect(styles.headers.get('content-type')).toBe('text/css; charset=utf-8');
  expect(styles.headers.get('cache-control')).toContain('immutable');
  const text = await styles.text();
  expect(text.startsWith(':root')).toBe(true);
  expect(text).toContain('.permissions');
});

it('what a browser takes compressed is the same file, at the first request and later', async () => {
  const assets = new PageAssets(ASSETS);
  const routes = assets.routes();
  const read = async (encoding: string): Promise<{ encoding: string | null; body: Buffer }> => {
    const answer = await routes.request(assets.urls.styles, { headers: { 'accept-encoding': encoding } });
    return { encoding: answer.headers.get('content-encoding'), body: Buffer.from(await answer.arrayBuffer()) };
  };
  const plain = await read('identity');
  expect(plain.encoding).toBeNull();
  const [first, second] = await Promise.all([read('gzip, br'), read('gzip, br')]);
  expect(first).toEqual({ encoding: 'br', body: second.body });
  expect(brotliDecompressSync(first.body)).toEqual(plain.body);
  const zipped = await read('gzip');
  expect(zipped.encoding).toBe('gzip');
  expect(gunzipSync(zipped.body)).toEqual(plain.body);
});
