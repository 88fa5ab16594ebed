import { BrowserLike, type Answers } from './browser-like.ts';
import { exchange, type Exchange } from './http-exchange.ts';

export interface ConsoleSession {
  browser: BrowserLike;
  /** A call of the management API as the console makes it: cookie and its own header. `null` leaves a header out. */
  call(path: string, options?: { method?: string; body?: unknown; headers?: Record<string, string | null> }): Promise<Exchange>;
}

/** Signs in to the console, through our own authorization endpoint. */
export async function openConsole(issuer: string, answers: Answers): Promise<ConsoleSession> {
  const browser = new BrowserLike();
  await browser.signInWithin(`${issuer}/console/sign-in?return_to=%2Fconsole%2F`, answers);
  return {
    browser,
    call(path, options = {}) {
      const url = new URL(`${issuer}/api/v1${path}`);
      return exchange(url, {
        method: options.method ?? 'GET',
        headers: withoutNull({
          cookie: browser.jar.header(url),
          'x-consentry-console': '1',
          'x-forwarded-for': browser.address,
          'sec-fetch-site': 'same-origin',
          ...(options.method === undefined ? {} : { origin: issuer }),
          ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...options.headers,
        }),
        ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      });
    },
  };
}

function withoutNull(headers: Record<string, string | null>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}
