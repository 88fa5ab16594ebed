import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from '../context.ts';
import { PASSWORD_SIGN_IN } from './authentication-context.ts';
import { cookieConfiguration } from './cookies.ts';
import { LIFETIMES } from './lifetimes.ts';
import type { ProviderHost } from './provider-host.ts';
import { updateSessionUse } from './session-store.ts';
import { visitorOf, withVisitor } from './session-visitor.ts';
import { revokeFamiliesOfSession } from './token-store.ts';

/** A browser that is signed in. */
export interface SignedInBrowser {
  user_id: string;
  /** Names the session, also to others than its browser; it opens nothing. */
  session_uid: string;
}

/** The browser's session at the provider, for pages that stand outside an authorization request. */
export class BrowserSessions {
  readonly #ctx: Context;
  readonly #host: ProviderHost;

  constructor(ctx: Context, host: ProviderHost) {
    this.#ctx = ctx;
    this.#host = host;
  }

  /** `sub` of the signed-in user, or null. */
  async userId(request: IncomingMessage, response: ServerResponse): Promise<string | null> {
    const session = await this.#get(request, response);
    return session.accountId ?? null;
  }

  /** Who is signed in, and the session that it is; counts as a use of it. */
  async current(request: IncomingMessage, response: ServerResponse): Promise<SignedInBrowser | null> {
    const { accountId, uid } = await this.#get(request, response);
    if (accountId === undefined) return null;
    const visitor = visitorOf(this.#host.provider.createContext(request, response));
    await updateSessionUse(this.#ctx.db, { session_uid: uid, visitor }, this.#ctx.clock.now());
    return { user_id: accountId, session_uid: uid };
  }

  /** Signs a user in under a new identifier: one that was there before a sign-in is never kept (session fixation). */
  async signIn(request: IncomingMessage, response: ServerResponse, userId: string): Promise<void> {
    const { provider } = this.#host;
    const before = await this.#get(request, response);
    await before.destroy();
    const session = new provider.Session();
    session.loginAccount({ accountId: userId, ...PASSWORD_SIGN_IN, loginTs: Math.floor(this.#ctx.clock.now().getTime() / 1000) });
    const visitor = visitorOf(provider.createContext(request, response));
    await withVisitor(visitor, () => session.save(LIFETIMES.session));
    const expires = new Date(this.#ctx.clock.now().getTime() + LIFETIMES.session * 1000);
    this.#cookies(request, response).set(provider.cookieName('session'), session.jti, {
      ...cookieConfiguration(this.#ctx.issuer).long,
      expires,
    });
  }

  /** Ends the session and what lives with it; what was granted for lasting access stays (OIDC Core §11). */
  async signOut(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const session = await this.#get(request, response);
    await session.destroy();
    await revokeFamiliesOfSession(this.#ctx.db, session.uid, this.#ctx.clock.now());
    this.#cookies(request, response).set(this.#host.provider.cookieName('session'), null, cookieConfiguration(this.#ctx.issuer).long ?? {});
  }

  #get(request: IncomingMessage, response: ServerResponse) {
    const { provider } = this.#host;
    return provider.Session.get(provider.createContext(request, response));
  }

  #cookies(request: IncomingMessage, response: ServerResponse) {
    return this.#host.provider.createContext(request, response).cookies;
  }
}
