import { CookieJar } from './cookie-jar.ts';
import { exchange, formBody, type Exchange } from './http-exchange.ts';
import { parseForms, type HtmlForm } from './html-form.ts';

/** What a person with this browser answers to the pages on the way. */
export interface Answers {
  identifier: string;
  password: string;
  /** On the consent page. Absent: `allow`. */
  decision?: 'allow' | 'deny';
}

export interface Page extends Exchange {
  readonly forms: HtmlForm[];
}

interface Visit {
  origin: string;
  referrer?: string;
  method?: string;
  body?: string;
}

let browsers = 0;

/** A browser without JavaScript: keeps cookies, follows redirects within one origin, fills and sends forms. */
export class BrowserLike {
  readonly jar: CookieJar;
  readonly address: string;
  /** Pages on which a form was answered, in order, for instance `['sign-in', 'consent']`. */
  readonly answered: string[] = [];

  /** @param address what it says in X-Forwarded-For; absent: one of its own */
  constructor(jar = new CookieJar(), address?: string) {
    this.jar = jar;
    browsers += 1;
    this.address = address ?? `198.18.${(process.pid + (browsers >> 8)) & 255}.${browsers & 255}`;
  }

  /** Opens a URL as typed or linked, and follows redirects as long as they stay on its origin. */
  async open(url: string | URL): Promise<Page> {
    const start = new URL(url);
    return this.#visit(start, { origin: start.origin });
  }

  /** Sends a form of the page, with what a person filled in and the button pressed. */
  async submit(
    page: Page,
    form: HtmlForm,
    input: { fields?: Record<string, string>; button?: { name: string; value: string } } = {},
  ): Promise<Page> {
    const button = input.button ?? form.buttons[0];
    const pressed = button !== undefined && button.name !== '' ? { [button.name]: button.value } : {};
    const data = formBody({ ...form.fields, ...input.fields, ...pressed });
    const target = new URL(form.action === '' ? page.url : form.action, page.url);
    if (form.method === 'GET') target.search = data;
    return this.#visit(target, {
      origin: target.origin,
      referrer: page.url,
      method: form.method,
      ...(form.method === 'GET' ? {} : { body: data }),
    });
  }

  /** One request with this browser's cookies, and no redirect followed. */
  async send(url: URL, visit: Omit<Visit, 'origin'> & { headers?: Record<string, string> } = {}): Promise<Page> {
    const cookie = this.jar.header(url);
    const answer = await exchange(url, {
      method: visit.method ?? 'GET',
      headers: {
        accept: 'text/html,application/xhtml+xml',
        'accept-encoding': 'gzip',
        'accept-language': 'en',
        'x-forwarded-for': this.address,
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
        'sec-fetch-site': visit.referrer === undefined ? 'none' : siteOf(visit.referrer, url),
        ...(visit.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...(visit.method === 'POST' && visit.referrer !== undefined ? { origin: new URL(visit.referrer).origin } : {}),
        ...(cookie === '' ? {} : { cookie }),
        ...visit.headers,
      },
      ...(visit.body === undefined ? {} : { body: visit.body }),
    });
    this.jar.store(url, answer.headers['set-cookie'] ?? []);
    return { ...answer, forms: parseForms(answer.text) };
  }

  async #visit(start: URL, visit: Visit): Promise<Page> {
    let page = await this.send(start, visit);
    let url = start;
    for (let redirects = 0; redirects < 20; redirects += 1) {
      const location = page.headers.location;
      if (location === undefined || page.status < 300 || page.status >= 400) return page;
      url = new URL(location, url);
      if (url.origin !== visit.origin) return { ...page, url: url.href };
      const repeat = page.status === 307 || page.status === 308;
      page = await this.send(url, { ...(visit.referrer === undefined ? {} : { referrer: visit.referrer }), ...(repeat ? visit : {}) });
    }
    throw new Error(`too many redirects from ${start.href}, the last to ${url.href}`);
  }

  /** From an authorization URL through sign-in and consent, wherever they come, to the URL the client gets back. */
  async signInAndConsent(authorizationUrl: string | URL, answers: Answers): Promise<URL> {
    let page = await this.open(authorizationUrl);
    const origin = new URL(authorizationUrl).origin;
    for (let steps = 0; steps < 6; steps += 1) {
      if (new URL(page.url).origin !== origin) return new URL(page.url);
      page = await this.answer(page, answers);
    }
    throw new Error(`no end after six pages; the last is ${page.url}`);
  }

  /** The same for a sign-in that ends on the product's own origin, such as the console's: returns where it ends. */
  async signInWithin(url: string | URL, answers: Answers): Promise<URL> {
    let page = await this.open(url);
    while (/^\/(sign-in|consent)\//.test(new URL(page.url).pathname) && this.answered.length < 6) {
      page = await this.answer(page, answers);
    }
    return new URL(page.url);
  }

  /** Fills and sends the form of a page as a person would. */
  async answer(page: Page, answers: Answers): Promise<Page> {
    const signIn = page.forms.find((form) => form.controls.includes('password'));
    if (signIn !== undefined && page.status === 200) {
      this.answered.push('sign-in');
      const button = signIn.buttons.find(({ name }) => name === '');
      return this.submit(page, signIn, {
        fields: { identifier: answers.identifier, password: answers.password },
        ...(button === undefined ? {} : { button }),
      });
    }
    const decision = answers.decision ?? 'allow';
    const consent = page.forms.find((form) => form.buttons.some(({ name, value }) => name === 'decision' && value === decision));
    const onward = page.forms.find((form) => form.controls.length === 0 && form.buttons.length === 1);
    if (consent === undefined && onward !== undefined) return this.submit(page, onward);
    if (consent === undefined) throw new Error(`nothing to answer at ${page.url} (${page.status}):\n${page.text.slice(0, 3000)}`);
    this.answered.push('consent');
    return this.submit(page, consent, { button: { name: 'decision', value: decision } });
  }
}

function siteOf(referrer: string, url: URL): string {
  const from = new URL(referrer);
  if (from.origin === url.origin) return 'same-origin';
  return from.hostname === url.hostname ? 'same-site' : 'cross-site';
}
