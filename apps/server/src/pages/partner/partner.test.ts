import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const { clients, guides, partnerLinks } = contract;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

async function linkFor(body: { name?: string; parts?: 'guides'[]; expires_at?: string } = {}) {
  const { client, client_secret } = await api(clients.create, {
    body: {
      name: body.name ?? 'Orders',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: ['https://orders.example.com/cb'],
    },
  });
  const params = { client_id: client.client_id };
  const link = { name: 'Partner', ...(body.parts && { parts: body.parts }), ...(body.expires_at && { expires_at: body.expires_at }) };
  const { url, partner_link } = await api(partnerLinks.create, { params, body: link });
  return { url, partner_link, client_id: client.client_id, client_secret: client_secret ?? '' };
}

async function open(url: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(url, { headers: { 'accept-language': 'en' } });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The page's text, without markup. */
function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

describe('the page', () => {
  it('shows the configuration and every guide with the app’s values, without an account and without the secret', async () => {
    const { url, client_id, client_secret } = await linkFor();
    const overview = await open(url);
    expect(overview.status).toBe(200);
    expect(textOf(overview.text)).toContain('Connect Orders to Consentry');
    for (const value of [client_id, app.url, `${app.url}/oauth2/token`, 'https://orders.example.com/cb']) {
      expect(overview.text).toContain(value);
    }
    const guide = await open(`${url}/guides/express`);
    expect(textOf(guide.text)).toContain(`OIDC_CLIENT_ID=${client_id}`);
    const files = await Promise.all(
      ['/configuration.env', '/configuration.json', '/guides/express/files/3'].map((path) => open(url + path)),
    );
    for (const file of files) {
      expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
      expect(file.text).toContain(client_id);
    }
    for (const { text } of [overview, guide, ...files]) expect(text).not.toContain(client_secret);
  });

  it('is kept by nobody, listed by nobody, and hands its address on to nobody', async () => {
    const { url } = await linkFor();
    for (const path of ['', '/guides/express', '/configuration.env', '/no-such-part']) {
      const { headers } = await open(url + path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    }
  });

  it('begins with the recipe that the app was created from', async () => {
    const { client } = await api(guides.createClient, { params: { slug: 'grafana' }, body: { address: 'https://g.example.com' } });
    const { url } = await api(partnerLinks.create, { params: { client_id: client.client_id }, body: { name: 'Partner' } });
    const { text } = await open(url);
    expect(text.indexOf('/guides/grafana')).toBeGreaterThan(0);
    expect(text.indexOf('/guides/grafana')).toBeLessThan(text.indexOf('/guides/express'));
    expect(textOf((await open(`${url}/guides/grafana`)).text)).toContain('https://g.example.com');
  });

  it('has the parts that the link was given', async () => {
    const { url } = await linkFor({ parts: [] });
    expect((await open(url)).text).not.toContain('/guides/');
    expect((await open(`${url}/guides/express`)).status).toBe(404);
    expect((await open(`${url}/guides/express/files/3`)).status).toBe(404);
  });

  it('says why the app’s requests were refused, and repeats nothing that is not the developer’s to see', async () => {
    const { url, client_id } = await linkFor();
    expect(textOf((await open(`${url}/requests`)).text)).toContain('Nothing was refused in the last 7 days.');
    const wrong = 'https://orders.example.com/<b>wrong</b>';
    const query = new URLSearchParams({ client_id, response_type: 'code', scope: 'openid', redirect_uri: wrong });
    await open(`${app.url}/oauth2/authorize?${query.toString()}`);
    const stolen = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret: 'a-guess-at-the-secret' });
    const refused = await fetch(`${app.url}/oauth2/token`, { method: 'POST', body: stolen });
    const reference = refused.headers.get('x-request-id') ?? '';
    await app.app.refusals.flush();
    const { text } = await open(`${url}/requests`);
    expect(text).toContain(reference);
    expect(textOf(text)).toContain('invalid_client');
    expect(text).toContain('What mends it');
    expect(text).toContain('&lt;b&gt;wrong&lt;/b&gt;');
    expect(text).not.toMatch(/<b>wrong|a-guess-at-the-secret|127\.0\.0\.1/);
    expect((await open(`${url}/requests?cursor=nonsense`)).status).toBe(404);

    const without = await linkFor({ parts: ['guides'] });
    expect((await open(without.url)).text).not.toContain('/requests');
    expect((await open(`${without.url}/requests`)).status).toBe(404);
  });

  it('has no page for what is not there', async () => {
    const { url } = await linkFor();
    for (const path of ['/guides/no-such-guide', '/guides/express/files/1', '/guides/express/files/x', '/no-such-part']) {
      expect((await open(url + path)).status, path).toBe(404);
    }
  });

  it.each(["Robert'); DROP--", '</code><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '\u202egnp.exe', '${7*7}`{{issuer}}'])(
    'shows an app’s hostile name %j as text, in prose and in code',
    async (name) => {
      const { url } = await linkFor({ name });
      for (const path of ['', '/guides/express', '/guides/grafana']) {
        const { text } = await open(url + path);
        expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|<img|<[a-z][^>]*\sonerror=/i);
        expect(text).not.toContain('\u202e');
      }
    },
  );
});

describe('a link that opens nothing', () => {
  it('gets one answer, whether it never was, was revoked or has expired, on every path', async () => {
    const revoked = await linkFor();
    await api(partnerLinks.revoke, { params: { client_id: revoked.client_id, partner_link_id: revoked.partner_link.partner_link_id } });
    const expired = await linkFor({ expires_at: new Date(app.clock.now().getTime() + 1000).toISOString() });
    app.clock.advance(1);
    const control = await linkFor();

    const unknown = `${app.url}/partner/${'x'.repeat(43)}`;
    const { status, text } = await open(unknown);
    expect(status).toBe(404);
    expect(text).toContain('This link opens nothing');
    for (const url of [revoked.url, expired.url, `${app.url}/partner/1`, `${app.url}/partner/%00`, `${control.url}x`]) {
      for (const path of ['', '/guides/express', '/configuration.env', '/no-such-part']) {
        const answer = await open(url + path);
        expect([url + path, answer.status, answer.text]).toEqual([url + path, status, text]);
      }
    }
    expect((await open(control.url)).status).toBe(200);
  });

  it('cannot be looked for without end: an address is limited', async () => {
    const answers = await Promise.all(Array.from({ length: 130 }, (_, index) => open(`${app.url}/partner/guess-${index}`)));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThan(0);
    expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
