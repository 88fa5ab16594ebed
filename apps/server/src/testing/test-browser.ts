import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BrowserSessions } from '../oidc/browser-sessions.ts';
import type { TestApp } from './test-app.ts';

/** A browser that keeps cookies, follows no redirect, and can be signed in without a password. */
export class TestBrowser {
  readonly #app: TestApp;
  readonly #cookies = new Map<string, string>();

  constructor(app: TestApp) {
    this.#app = app;
  }

  /** The session and its cookie are made by the real thing, over HTTP; one that was there before ends as at any sign-in. */
  async signIn(userId: string): Promise<void> {
    const sessions = new BrowserSessions(this.#app.context, this.#app.app.host);
    const door = createServer((request, response) => void sessions.signIn(request, response, userId).then(() => response.end()));
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    try {
      await this.#send(`http://127.0.0.1:${(door.address() as AddressInfo).port}/`, {});
    } finally {
      door.close();
      door.closeAllConnections();
    }
  }

  get(path: string): Promise<Response> {
    return this.#send(new URL(path, this.#app.url).href, {});
  }

  post(path: string, fields: Record<string, string>): Promise<Response> {
    return this.#send(new URL(path, this.#app.url).href, { method: 'POST', body: new URLSearchParams(fields) });
  }

  async #send(url: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const header of answer.headers.getSetCookie()) {
      const [pair = ''] = header.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  }
}
