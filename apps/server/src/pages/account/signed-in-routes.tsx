import { Hono } from 'hono';
import type { Context } from '../../context.ts';
import { findUser, type UserRow } from '../../features/users/find-user.ts';
import type { PageEnv, PageRequest, PageSite } from '../../http/page-site.ts';
import type { BrowserSessions, SignedInBrowser } from '../../oidc/browser-sessions.ts';
import type { PageContext } from '../layout/page-context.ts';
import { noticeCode, type AccountNoticeCode } from './account-notice.tsx';

/** A signed-in person at one of their account pages. */
export interface AccountVisit {
  c: PageRequest;
  /** In which the person acts. */
  ctx: Context;
  user: UserRow;
  session_uid: string;
  page: PageContext;
  csrf_token: string;
  /** What has just been done. */
  notice: AccountNoticeCode | null;
}

/** Fields of a form that came from a page of this very session. */
export type AccountFormFields = Readonly<Record<string, string>>;

interface SignedInRoutesOptions {
  site: PageSite;
  sessions: BrowserSessions;
}

/** Routes that only a signed-in person reaches: others are sent to sign in, and a form counts only in the session that it was shown in. */
export class SignedInRoutes {
  readonly routes = new Hono<PageEnv>();
  readonly #site: PageSite;
  readonly #sessions: BrowserSessions;

  constructor({ site, sessions }: SignedInRoutesOptions) {
    this.#site = site;
    this.#sessions = sessions;
  }

  get(path: string, answer: (visit: AccountVisit) => Promise<Response>): void {
    this.routes.get(path, async (c) => {
      const visit = await this.#visit(c);
      return visit === null ? c.redirect('/sign-in', 303) : answer(visit);
    });
  }

  post(path: string, answer: (visit: AccountVisit, form: AccountFormFields) => Promise<Response>): void {
    this.routes.post(path, async (c) => {
      const visit = await this.#visit(c);
      if (visit === null) return c.redirect('/sign-in', 303);
      return answer(visit, await this.#site.readForm(c, formBinding(visit)));
    });
  }

  async #visit(c: PageRequest): Promise<AccountVisit | null> {
    const browser = await this.#sessions.current(c.env.incoming, c.env.outgoing);
    const user = browser === null ? null : await findUser(this.#site.context(c), browser.user_id);
    if (browser === null || user === null || user.disabled_at !== null) return null;
    const page = await this.#site.page(c.req.header('accept-language'), user.claims.locale === undefined ? [] : [user.claims.locale]);
    return {
      c,
      ctx: this.#site.context(c, user.user_id),
      user,
      session_uid: browser.session_uid,
      page,
      csrf_token: this.#site.csrfToken(formBinding(browser)),
      notice: noticeCode(c.req.query('done')),
    };
  }
}

/** A form of another session is refused, also of the same person: who has left one must not act in the next. */
export function formBinding(browser: SignedInBrowser | AccountVisit): string[] {
  return ['account', 'user' in browser ? browser.user.user_id : browser.user_id, browser.session_uid];
}
