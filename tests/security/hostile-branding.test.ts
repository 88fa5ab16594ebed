import { deflateSync } from 'node:zlib';
import { contract, ProblemError, type ApiClient, type CreateClient } from '@consentry/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-session.ts';
import { answerConsent, openConsent } from '../support/consent-visit.ts';
import { exchange } from '../support/http-exchange.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson } from '../support/make-person.ts';
import { makePng } from '../support/make-png.ts';
import { managementApi } from '../support/management.ts';
import { BOB } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
let api: ApiClient;

beforeAll(async () => {
  api = await managementApi(product().issuer);
});

const RESOURCE = 'https://hostile-words.example.com';
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u202Egnp.exe\u202D \u2066verified\u2069',
  '\u200b\u200b\u200b',
  'verified by Consentry </bdi></p><p class="verified">',
  '{{product}} $t(consent.verified) {{- product}}',
  'ẑ̸̢̡͔̞̱̖̥̲̥̖̜͎̼̊͑̈́̿̑̚'.repeat(8),
];

/** What is wrong with a document as a browser would read it: markup that came out of words, or words that turn others around. */
function harmIn(html: string): string[] {
  const rules: Record<string, RegExp> = {
    'a script of theirs': /<script(?![^>]*\bsrc="\/assets\/)/i,
    'a picture of theirs': /<img(?! src="\/logos\/)[^>]*>/i,
    'a link that runs': /\b(href|src|action|srcset)="\s*(javascript:|vbscript:|data:(?!,"))/i,
    'a direction override': /[\u202a-\u202e\u2066-\u2069]/,
    'a key of ours, filled': /class="verified"/,
    'a tower of accents': /\p{M}{4}/u,
  };
  // What stands inside an attribute’s quotes is no attribute.
  const bare = html.replaceAll(/="[^"]*"/g, '=""');
  const handlers = /<[a-z][^>]*\son[a-z]+\s*=/i.test(bare) ? ['a handler'] : [];
  return [...handlers, ...Object.entries(rules).flatMap(([name, rule]) => (rule.test(html) ? [name] : []))];
}

const slugOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'taken',
    (error: unknown) => (error instanceof ProblemError ? error.slug : String(error)),
  );

describe('words', () => {
  test.each(HOSTILE)('of an application and its API stay words on consent, account and error pages: %j', async (text) => {
    const scopes = [{ name: 'x', description: text, texts: { en: { title: text, description: text } } }];
    await api(contract.resourceServers.create, { body: { resource: RESOURCE, name: text, scopes } });
    try {
      const person = await makePerson(api);
      const settings: Partial<CreateClient> = {
        name: text,
        description: text,
        publisher_name: text,
        scopes: ['openid', 'email'],
        optional_scopes: [],
        resource_scopes: { [RESOURCE]: ['x'] },
        optional_resource_scopes: {},
        scope_reasons: { email: { en: text } },
        resource_scope_reasons: { [RESOURCE]: { x: { en: text } } },
      };
      const party = await makeParty(api, { issuer: product().issuer, person, settings });
      const visit = await openConsent(party, { scope: 'openid email x', resource: RESOURCE });
      expect(harmIn(visit.page.text)).toEqual([]);
      expect(visit.page.text).toContain('not verified');
      const preview = { changes: {}, language: 'ar', color_scheme: 'light' } as const;
      const { html } = await api(contract.clients.previewConsent, { params: { client_id: party.auth.client_id }, body: preview });
      expect(harmIn(html)).toEqual([]);

      await answerConsent(visit).catch(() => null);
      const apps = await visit.browser.open(`${product().issuer}/account/apps`);
      expect(apps.text).toContain('<h2>');
      expect(harmIn(apps.text)).toEqual([]);
      const unknown = `${product().issuer}/oauth2/authorize?client_id=${party.auth.client_id}&redirect_uri=https://x.example/&response_type=code`;
      expect(harmIn((await visit.browser.open(unknown)).text)).toEqual([]);
    } finally {
      await api(contract.resourceServers.delete, { params: { resource: RESOURCE } });
    }
  });

  test('of 10,000 characters are refused wherever they can be written', async () => {
    const long = 'W'.repeat(10_000);
    const body = { name: 'Long', app_type: 'traditional_web', party: 'third_party' } as const;
    const attempts: Partial<CreateClient>[] = [
      { name: long },
      { description: long },
      { publisher_name: long },
      { client_uri: `https://acme.example/${long}` },
      { contacts: [`${long}@acme.example`] },
      { scope_reasons: { email: { en: long } } },
    ];
    for (const members of attempts)
      expect(await slugOf(api(contract.clients.create, { body: { ...body, ...members } }))).toBe('invalid-request');
    const scopes = [{ name: 'x', description: '', texts: { en: { title: long, description: '' } } }];
    const server = { resource: 'https://long.example.com', name: 'Long', scopes };
    expect(await slugOf(api(contract.resourceServers.create, { body: server }))).toBe('invalid-request');
    expect(await slugOf(api(contract.clients.create, { body }))).toBe('taken');
  });
});

describe('links', () => {
  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT://%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    'https://consentry.example@evil.example/',
    'https://evil.example/\u202efdp',
    'http://evil.example/',
  ])('that run, hide where they lead or go in clear are refused by member: %s', async (uri) => {
    for (const member of ['client_uri', 'tos_uri', 'policy_uri', 'contacts'] as const) {
      const value = member === 'contacts' ? [uri] : uri;
      const body = { name: 'Links', app_type: 'traditional_web', party: 'third_party', [member]: value } as const;
      expect([member, await slugOf(api(contract.clients.create, { body }))]).toEqual([member, 'invalid-request']);
    }
  });

  test('of the good kind open apart, say their host, and tell nothing of where they were opened', async () => {
    const person = await makePerson(api);
    const settings = {
      tos_uri: 'https://acme.example/terms',
      policy_uri: 'https://legal.acme.example/',
      contacts: ['https://help.acme.example'],
    };
    const party = await makeParty(api, { issuer: product().issuer, person, settings });
    const { page } = await openConsent(party, { scope: 'openid email' });
    const links = [...page.text.matchAll(/<a [^>]*href="https:[^>]*>.*?<\/a>/gs)].map(([link]) => link);
    expect(links).toHaveLength(3);
    for (const link of links) expect(link).toMatch(/target="_blank" rel="noopener noreferrer".*acme\.example<\/bdi>/s);
  });
});

describe('logos', () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'latin1'));
  const attacks: [string, Uint8Array<ArrayBuffer>][] = [
    ['SVG with a script', bytes(SVG)],
    ['SVG after a byte order mark', bytes(`\u00ef\u00bb\u00bf<?xml version="1.0"?>${SVG}`)],
    ['a page', bytes('<!doctype html><script>alert(1)</script>')],
    ['a PNG that unpacks to 40 MB', makePng({ packed: deflateSync(Buffer.alloc(40_000_000)) })],
    ['a PNG of 60,000 × 60,000 pixels', makePng({ width: 60_000, height: 60_000, packed: deflateSync(Buffer.alloc(100)) })],
    ['a PNG with a page behind it', makePng({ behind: '<script>alert(1)</script>' })],
    [
      'a PNG with an archive inside its pixels',
      makePng({ packed: Buffer.concat([deflateSync(Buffer.alloc(32 * 33)), bytes('PK\u0003\u0004')]) }),
    ],
    ['an animated PNG', makePng({ before: { acTL: Buffer.alloc(8) } })],
    ['a GIF that is a script', bytes('GIF89a/*<svg/onload=alert(1)>*/=1;')],
    ['nothing', new Uint8Array(0)],
  ];

  async function put(client_id: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
    return slugOf(api(contract.clients.putLogo, { params: { client_id, theme: 'light' }, body }));
  }

  test.each(attacks)('%s is refused, and nothing is stored', async (_, body) => {
    const client_id = await plainClient();
    expect(await put(client_id, body)).toBe('logo-refused');
    expect(await api(contract.clients.get, { params: { client_id } })).toMatchObject({ logo_uri: null });
    expect(await put(client_id, makePng())).toBe('taken');
  });

  test('what is too large for a logo is refused before it is read whole', async () => {
    expect(await put(await plainClient(), new Uint8Array(200_000))).toBe('payload-too-large');
  });

  test('the content counts, not the type that is claimed; what is served can do nothing but be drawn', async () => {
    const client_id = await plainClient();
    // Of a size of its own: the same picture has one address, whosever it is.
    const body = makePng({
      width: 31,
      before: { tEXt: Buffer.from('Comment\0<script>alert(1)</script>'), eXIf: Buffer.from('where I live') },
    });
    const { logo_uri } = await api(contract.clients.putLogo, { params: { client_id, theme: 'light' }, body });
    const served = await exchange(logo_uri ?? '');
    expect(served).toMatchObject({ status: 200 });
    expect(served.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(served.text).not.toMatch(/script|where I live/);
    for (const path of ['/logos/', '/logos/..%2f..%2fetc%2fpasswd', `/logos/${'0'.repeat(32)}`, '/logos/%00'])
      expect((await exchange(product().issuer + path)).status, path).toBe(404);
    await api(contract.clients.deleteLogo, { params: { client_id, theme: 'light' } });
    expect((await exchange(logo_uri ?? '')).status).toBe(404);
  });

  test('another site cannot make an operator’s browser upload one', async () => {
    const client_id = await plainClient();
    const { browser } = await openConsole(product().issuer, BOB);
    const url = new URL(`${product().issuer}/api/v1/clients/${client_id}/logos/light`);
    const headers = { cookie: browser.jar.header(url), 'content-type': 'image/png', 'x-forwarded-for': browser.address };
    const forged = await exchange(url, { method: 'PUT', headers: { ...headers, 'sec-fetch-site': 'cross-site' }, body: makePng() });
    expect(forged.status).toBe(403);
    const own = { ...headers, 'x-consentry-console': '1', 'sec-fetch-site': 'same-origin', origin: product().issuer };
    expect((await exchange(url, { method: 'PUT', headers: own, body: makePng() })).status).toBe(200);
  });

  async function plainClient(): Promise<string> {
    const body = { name: 'Logo', app_type: 'traditional_web', party: 'third_party' } as const;
    return (await api(contract.clients.create, { body })).client.client_id;
  }
});

test('“verified” is shown for a publisher that an operator has verified, and no program can say it (control: the operator can)', async () => {
  const person = await makePerson(api);
  const party = await makeParty(api, { issuer: product().issuer, person, settings: { publisher_name: 'Acme' } });
  const { client_id } = party.auth;
  expect(await slugOf(api(contract.clients.update, { params: { client_id }, body: { publisher_verified: true } }))).toBe('invalid-request');
  expect((await openConsent(party, { scope: 'openid email' })).page.text).not.toContain('class="verified"');
  const operator = await openConsole(product().issuer, BOB);
  expect((await operator.call(`/clients/${client_id}`, { method: 'PATCH', body: { publisher_verified: true } })).status).toBe(200);
  expect((await openConsent(party, { scope: 'openid email' })).page.text).toContain('class="verified"');
});
