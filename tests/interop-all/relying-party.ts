import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { startProgram, type ForeignProgram, type RunningProgram } from '../support/foreign-program.ts';
import { freePort } from '../support/free-port.ts';
import { managementApi } from '../support/management.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ALICE, CREDENTIALS, ORDERS_API, standardFixture } from '../support/standard-fixture.ts';
import { startTamperingProxy, type TamperingProxy } from '../support/tampering-proxy.ts';

/** What a relying party shows of a person who is signed in. */
export interface SignedIn {
  signed_in: boolean;
  id_token: Record<string, unknown>;
  userinfo: Record<string, unknown>;
  access_token: string;
  refresh_token: string;
  scope: string;
}

export interface PartyOptions {
  /** Where the answer comes back; absent: `/callback`. */
  callbackPath?: string;
  /** What else the client at this address is registered with. */
  settings?: (origin: string) => Partial<CreateClient>;
}

/** A web application in another language, a product behind a proxy, and the client that the one is at the other. */
export class RelyingParty {
  readonly api: ApiClient;
  readonly issuer: string;
  readonly origin: string;
  readonly client_id: string;
  readonly proxy: TamperingProxy;
  readonly #product: Product;
  readonly #app: RunningProgram;

  private constructor(parts: {
    api: ApiClient;
    origin: string;
    client_id: string;
    proxy: TamperingProxy;
    product: Product;
    app: RunningProgram;
  }) {
    this.api = parts.api;
    this.origin = parts.origin;
    this.client_id = parts.client_id;
    this.proxy = parts.proxy;
    this.issuer = parts.product.issuer;
    this.#product = parts.product;
    this.#app = parts.app;
  }

  /** Starts all of it; the program is built already. */
  static async start(program: ForeignProgram, { callbackPath = '/callback', settings }: PartyOptions = {}): Promise<RelyingParty> {
    const proxy = await startTamperingProxy();
    const product = await startProduct({ fixture: standardFixture(), public_url: proxy.origin });
    proxy.forwardTo(product.origin);
    const api = await managementApi(product.issuer);
    const origin = `http://127.0.0.1:${await freePort()}`;
    const { client, client_secret } = await api(contract.clients.create, {
      body: {
        name: program.name,
        app_type: 'traditional_web',
        party: 'third_party',
        redirect_uris: [origin + callbackPath],
        post_logout_redirect_uris: [`${origin}/`],
        scopes: ['openid', 'profile', 'email', 'offline_access'],
        pkce: 'required',
        ...settings?.(origin),
      },
    });
    const values = {
      OIDC_ISSUER: product.issuer,
      OIDC_CLIENT_ID: client.client_id,
      OIDC_CLIENT_SECRET: client_secret ?? '',
      OIDC_REDIRECT_URI: origin + callbackPath,
      OIDC_POST_LOGOUT_REDIRECT_URI: `${origin}/`,
      PROGRAM_CLIENT_ID: CREDENTIALS['partner-machine'].client_id,
      PROGRAM_CLIENT_SECRET: CREDENTIALS['partner-machine'].client_secret,
      PROGRAM_RESOURCE: ORDERS_API,
      PROGRAM_SCOPE: 'orders:read',
    };
    const app = await startProgram(program, values, `${origin}/`);
    return new RelyingParty({ api, origin, client_id: client.client_id, proxy, product, app });
  }

  async stop(): Promise<void> {
    await this.#app.stop();
    await this.#product.stop();
    await this.proxy.close();
  }

  /** What the program has written, for the message of a failed expectation. */
  output(): string {
    return this.#app.output();
  }

  /** The authorization request that the application sends a browser with. */
  async request(browser: BrowserLike): Promise<URL> {
    const url = new URL((await browser.open(`${this.origin}/sign-in`)).url);
    if (url.origin !== this.issuer) throw new Error(`the application sends the browser to ${url.href}:\n${this.output()}`);
    return url;
  }

  /** From the application through sign-in and consent back to it. `change` is what somebody in between does to the request. */
  async signIn({ browser = new BrowserLike(), change = (_url: URL): void => {} } = {}): Promise<{ browser: BrowserLike; page: Page }> {
    const url = await this.request(browser);
    change(url);
    const callback = await browser.signInAndConsent(url, ALICE);
    return { browser, page: await browser.open(callback) };
  }

  /** What the application knows of the person in this browser. */
  async session(browser: BrowserLike): Promise<SignedIn> {
    return this.#read(await browser.open(`${this.origin}/`));
  }

  /** Has the application use its refresh token. */
  async refresh(browser: BrowserLike): Promise<SignedIn> {
    return this.#read(await browser.open(`${this.origin}/refresh`));
  }

  /** Signs out from the application on, says yes at the product, and returns where the browser ends. */
  async signOut(browser: BrowserLike): Promise<string> {
    const begun = new URL((await browser.open(`${this.origin}/sign-out`)).url);
    if (begun.origin + begun.pathname !== `${this.issuer}/oauth2/logout`)
      throw new Error(`the application signs out at ${begun.href}:\n${this.output()}`);
    if (!begun.searchParams.has('id_token_hint')) throw new Error(`the application does not say whose session ends: ${begun.href}`);
    const page = await browser.open(begun);
    const confirmation = page.forms.find(({ buttons }) => buttons.some(({ name }) => name === 'logout'));
    if (confirmation === undefined) return page.url;
    return (await browser.submit(page, confirmation, { button: { name: 'logout', value: 'yes' } })).url;
  }

  #read(page: Page): SignedIn {
    if (page.status !== 200) throw new Error(`${page.url} answered ${page.status}: ${page.text}\n${this.output()}`);
    return page.json() as unknown as SignedIn;
  }
}
