import { createServer, type Server } from 'node:http';
import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { BrowserLike } from '../support/browser-like.ts';
import { freePort } from '../support/free-port.ts';
import { startProduct, type Product } from '../support/product.ts';
import { standardFixture } from '../support/standard-fixture.ts';

/** A product with the standard fixture, and a page that answers at the web clients' origin. */
export interface ProductWithApp extends Product {
  readonly app_origin: string;
}

interface WorkerFixtures {
  /** For all tests of a worker. */
  product: ProductWithApp;
}

interface TestFixtures {
  /** What the browser complained about: policy violations, script errors, requests that failed. */
  complaints: string[];
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  product: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures in use from this pattern
    async ({}, use) => {
      const [port, appPort] = [await freePort(), await freePort()];
      const app = startApp(appPort);
      const app_origin = `http://127.0.0.1:${appPort}`;
      const product = await startProduct({ port, public_url: `http://localhost:${port}`, fixture: standardFixture(app_origin) });
      await use({ ...product, app_origin });
      await product.stop();
      app.close();
      app.closeAllConnections();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  complaints: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      listen(context, complaints);
      await use(complaints);
      test.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

/** Each browser comes from an address of its own, as in the other rings. */
test.beforeEach(async ({ context }) => {
  await context.setExtraHTTPHeaders({ 'x-forwarded-for': new BrowserLike().address });
});

/** Collects complaints; an error page that was asked for on purpose is none. */
export function listen(context: BrowserContext, complaints: string[]): void {
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const isPageItself = /status of 4\d\d/.test(message.text()) && message.location().url === message.page()?.url();
    // A trace puts a script of Playwright's into each frame; in the sandboxed preview the browser says no, as it should.
    const isTrace = message.text().startsWith("Blocked script execution in 'about:srcdoc'");
    if (!isPageItself && !isTrace) complaints.push(`${message.text()} (${message.location().url})`);
  });
}

/** Fills the sign-in page and sends it. */
export async function signIn(page: Page, answers: { identifier: string; password: string }): Promise<void> {
  await page.getByLabel('Username or e-mail address').fill(answers.identifier);
  await page.getByLabel('Password', { exact: true }).fill(answers.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Stands in for the client: whatever comes to its redirect URI is answered, and the URL can be read in the browser. */
function startApp(port: number): Server {
  const page = '<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,"><h1>The app</h1></html>';
  return createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(page);
  }).listen(port, '127.0.0.1');
}

/** An authorization request of the fixture's third-party web client. */
export function requestUrl(product: ProductWithApp, parameters: Record<string, string> = {}): string {
  const query = {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: `${product.app_origin}/callback`,
    scope: 'openid profile email',
    state: 'the-state',
    nonce: 'n',
    ...parameters,
  };
  return `${product.issuer}/oauth2/authorize?${new URLSearchParams(query).toString()}`;
}
