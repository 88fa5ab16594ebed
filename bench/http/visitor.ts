import { CookieJar } from '../../tests/support/cookie-jar.ts';
import { formBody } from '../../tests/support/http-exchange.ts';
import { parseForms, type HtmlForm } from '../../tests/support/html-form.ts';
import type { HttpAnswer } from './answer-reader.ts';
import type { HttpConnection } from './http-connection.ts';

export interface Credentials {
  identifier: string;
  password: string;
}

let visitors = 0;

/** A browser on a connection: it keeps cookies, follows redirects within the origin, and fills the forms of sign-in and consent. */
export class Visitor {
  readonly #connection: HttpConnection;
  readonly #origin: string;
  readonly #jar = new CookieJar();
  readonly #address: string;

  constructor(connection: HttpConnection, origin: string) {
    this.#connection = connection;
    this.#origin = origin;
    this.#address = nextAddress();
  }

  /** From an authorization request, through whatever pages there are, to the URL that the client gets. */
  async authorize(target: string, credentials: Credentials): Promise<URL> {
    let answer = await this.request(target);
    for (let steps = 0; steps < 12; steps += 1) {
      const location = answer.headers('location')[0];
      if (location === undefined) {
        answer = await this.answerPage(answer, credentials);
        continue;
      }
      const url = new URL(location, this.#origin);
      if (url.origin !== this.#origin) return url;
      answer = await this.request(url.pathname + url.search);
    }
    throw new Error(`the client got no answer; the last was ${answer.status}: ${answer.text.slice(0, 500)}`);
  }

  /** One request with this browser's cookies; no redirect is followed. */
  async request(target: string, form?: Record<string, string>): Promise<HttpAnswer> {
    const url = new URL(target, this.#origin);
    const cookie = this.#jar.header(url);
    const answer = await this.#connection.send({
      method: form === undefined ? 'GET' : 'POST',
      target,
      headers: {
        accept: 'text/html',
        'accept-language': 'en',
        'x-forwarded-for': this.#address,
        'sec-fetch-site': form === undefined ? 'none' : 'same-origin',
        'sec-fetch-mode': 'navigate',
        ...(form === undefined ? {} : { origin: this.#origin }),
        ...(cookie === '' ? {} : { cookie }),
      },
      ...(form === undefined ? {} : { body: formBody(form) }),
    });
    const cookies = answer.headers('set-cookie');
    if (cookies.length > 0) this.#jar.store(url, cookies);
    return answer;
  }

  /** Fills in the page that a person stands on, and sends it. */
  answerPage(page: HttpAnswer, { identifier, password }: Credentials): Promise<HttpAnswer> {
    const forms = parseForms(page.text);
    const signIn = forms.find(({ controls }) => controls.includes('password'));
    if (page.status === 200 && signIn !== undefined) return this.#submit(signIn, { identifier, password });
    const consent = forms.find(({ buttons }) => buttons.some(({ value }) => value === 'allow'));
    if (page.status === 200 && consent !== undefined) return this.#submit(consent, { decision: 'allow' });
    throw new Error(`nothing to answer on the page (${page.status}): ${page.text.slice(0, 2000)}`);
  }

  /** The cookies that go along to a path. */
  cookiesFor(path: string): string {
    return this.#jar.header(new URL(path, this.#origin));
  }

  #submit(form: HtmlForm, filled: Record<string, string>): Promise<HttpAnswer> {
    return this.request(form.action, { ...form.fields, ...filled });
  }
}

/** An address of its own for each, so that limits per address do not join them. */
export function nextAddress(): string {
  visitors += 1;
  return `10.${(visitors >> 16) & 255}.${(visitors >> 8) & 255}.${visitors & 255}`;
}
