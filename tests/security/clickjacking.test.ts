import { createServer, type Server } from 'node:http';
import type { ApiClient } from '@consentry/contract';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { chromiumLaunch } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl } from '../support/oauth-exchange.ts';
import { useProduct } from '../support/use-product.ts';
import { waitUntil } from '../support/wait-until.ts';

const product = useProduct();

/** The attacker's site: another port of one host is another origin and the same site, so that its requests carry the cookies. */
let site: { origin: string; server: Server };
let browser: Browser;
let api: ApiClient;

beforeAll(async () => {
  [api, browser, site] = await Promise.all([managementApi(product().issuer), chromium.launch(chromiumLaunch()), startSite()]);
});

afterAll(async () => {
  await browser?.close();
  site?.server.close();
});

test.each(['iframe', 'object', 'embed'])(
  'the consent page in an %s of another origin is not shown (CSP frame-ancestors)',
  async (element) => {
    const { context, page } = await atConsent();
    const framing = await context.newPage();
    const blocked: string[] = [];
    framing.on('console', (message) => blocked.push(message.text()));
    const [answer] = await Promise.all([framing.waitForResponse(page.url()), framing.goto(embedding(element, page.url()))]);
    // The cookies went along, and what came is the page: it is the browser that does not show it.
    expect([answer.status(), answer.frame() === framing.mainFrame()]).toEqual([200, false]);
    await waitUntil('the browser has refused the frame', async () => blocked.some((text) => text.includes('frame-ancestors')));
    expect(framing.frames().map((frame) => frame.url())).not.toContain(page.url());
    await expectStillAnswerable(page);
    await context.close();
  },
);

test.each(['iframe', 'object', 'embed'])('control: the same site shows another page in an %s', async (element) => {
  const page = await browser.newPage();
  const harmless = `${site.origin}/harmless`;
  await page.goto(embedding(element, harmless));
  await waitUntil('the frame shows the page', async () => page.frames().some((frame) => frame.url() === harmless));
  await page.close();
});

test('a window that another origin has opened is out of its reach (COOP)', async () => {
  const { context, page } = await atConsent();
  const attacker = await context.newPage();
  await attacker.goto(`${site.origin}/`);
  const open = attacker.evaluate((url) => {
    const opened = window.open(url, 'consent');
    return new Promise<boolean>((resolve) => setInterval(() => opened?.closed === true && resolve(true), 50));
  }, page.url());
  const [opened] = await Promise.all([context.waitForEvent('page'), open]);
  await opened.locator('[name=decision]').first().waitFor();
  expect(await opened.evaluate(() => window.opener === null)).toBe(true);
  await expectStillAnswerable(opened);
  await context.close();
});

test('a form that a page of another origin sends is refused, although the cookies and the token are right', async () => {
  const { context, page } = await atConsent();
  const csrf_token = await page.locator('[name=csrf_token]').inputValue();
  const attacker = await context.newPage();
  await attacker.goto(`${site.origin}/`);
  const [answer] = await Promise.all([
    attacker.waitForResponse((response) => response.request().method() === 'POST'),
    sendForm(attacker, page.url(), { csrf_token, decision: 'allow' }),
  ]);
  expect((await answer.request().allHeaders())['cookie']).toContain('consentry_');
  expect(answer.status()).toBe(403);
  await expectStillAnswerable(page);
  await context.close();
});

/** The control of each attack: the person's own click works. */
async function expectStillAnswerable(page: Page): Promise<void> {
  await page.locator('[name=decision][value=allow]').click();
  await page.waitForURL(/\/callback\?code=/);
}

/** A person in Chromium before the consent page of an application. */
async function atConsent(): Promise<{ context: BrowserContext; page: Page }> {
  const person = await makePerson(api);
  const redirect_uri = `${site.origin}/callback`;
  const { auth } = await makeParty(api, { issuer: product().issuer, person, settings: { redirect_uris: [redirect_uri] } });
  const request = { client_id: auth.client_id, response_type: 'code', redirect_uri, scope: 'openid email', nonce: 'n' };
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': new BrowserLike().address } });
  const page = await context.newPage();
  await page.goto(authorizationUrl(product().issuer, request).href);
  await page.locator('[name=identifier]').fill(person.identifier);
  await page.locator('[name=password]').fill(person.password);
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL(/\/consent\//);
  return { context, page };
}

/** Address of the page that embeds another. */
function embedding(element: string, src: string): string {
  return `${site.origin}/?${new URLSearchParams({ element, src }).toString()}`;
}

async function startSite(): Promise<typeof site> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', origin);
    const src = (searchParams.get('src') ?? '').replaceAll('&', '&amp;').replaceAll('"', '&quot;');
    const embedded: Record<string, string> = {
      iframe: `<iframe src="${src}"></iframe>`,
      object: `<object data="${src}" type="text/html"></object>`,
      embed: `<embed src="${src}" type="text/html">`,
    };
    const body = embedded[searchParams.get('element') ?? ''] ?? '';
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><html lang="en"><title>A prize</title><link rel="icon" href="data:,"><p>Click here${body}`);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { origin, server };
}

/** A form made and sent by the script of the open page. */
function sendForm(page: Page, action: string, fields: Record<string, string>): Promise<void> {
  return page.evaluate(
    ({ target, values }) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action: target });
      for (const [name, value] of Object.entries(values)) {
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
      }
      document.body.append(form);
      form.submit();
    },
    { target: action, values: fields },
  );
}
