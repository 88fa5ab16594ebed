import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createUser } from '../features/users/create-user.ts';
import { BrowserSessions } from '../oidc/browser-sessions.ts';
import type { TestApp } from './test-app.ts';

export interface SubmitOptions {
  csrf_token?: string;
  headers?: Record<string, string>;
  /** Before the form is sent, as after a sign-out in another tab. */
  cookie?: string;
}

let count = 0;

/** A user with a browser that is signed in, at the account pages, without JavaScript. */
export class AccountVisitor {
  readonly #app: TestApp;
  readonly user_id: string;
  readonly username: string;
  cookie = '';
  #userAgent: string;

  private constructor(app: TestApp, user: { user_id: string; username: string }, userAgent: string) {
    this.#app = app;
    this.user_id = user.user_id;
    this.username = user.username;
    this.#userAgent = userAgent;
  }

  /** Makes a user of one’s own. */
  static async create(
    app: TestApp,
    user: { password?: string; email?: string; claims?: Record<string, string> } = {},
  ): Promise<AccountVisitor> {
    const { user_id, username } = await createUser(app.context, { username: `visitor${(count += 1)}`, ...user });
    return new AccountVisitor(app, { user_id, username }, 'test').#signIn();
  }

  /** The same person in another browser. */
  async elsewhere(userAgent: string): Promise<AccountVisitor> {
    return new AccountVisitor(this.#app, this, userAgent).#signIn();
  }

  /** The session and its cookie are made by the real thing, over HTTP. */
  async #signIn(): Promise<AccountVisitor> {
    const sessions = new BrowserSessions(this.#app.context, this.#app.app.host);
    const door = createServer((request, response) => void sessions.signIn(request, response, this.user_id).then(() => response.end()));
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
    this.#keep(await fetch(`http://127.0.0.1:${(door.address() as AddressInfo).port}/`, { headers: { 'user-agent': this.#userAgent } }));
    door.close();
    return this;
  }

  async get(path: string): Promise<Response> {
    return fetch(this.#app.url + path, { headers: { cookie: this.cookie, 'user-agent': this.#userAgent }, redirect: 'manual' });
  }

  /** The page at this address. Throws when it is not shown. */
  async open(path: string): Promise<string> {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${answer.headers.get('location') ?? ''}`);
    return answer.text();
  }

  /** The token of the forms of this session. */
  async csrfToken(): Promise<string> {
    return /name="csrf_token" value="([^"]+)"/.exec(await this.open('/account'))?.[1] ?? '';
  }

  /** Sends a form as the browser would, with the token of this session unless another is named. */
  async submit(path: string, fields: Record<string, string>, options: SubmitOptions = {}): Promise<Response> {
    const csrf_token = options.csrf_token ?? (await this.csrfToken());
    const cookie = options.cookie ?? this.cookie;
    const answer = await fetch(this.#app.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, 'user-agent': this.#userAgent, ...options.headers },
      body: new URLSearchParams({ ...fields, csrf_token }),
    });
    return this.#keep(answer);
  }

  #keep(answer: Response): Response {
    const [line] = answer.headers.getSetCookie().filter((each) => each.startsWith('consentry_session='));
    if (line !== undefined) this.cookie = line.split(';')[0] ?? '';
    return answer;
  }
}
