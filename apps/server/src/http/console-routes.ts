import { Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import {
  closeConsoleSession,
  CONSOLE_SESSION_SECONDS,
  consoleUserId,
  openConsoleSession,
  openPendingSignIn,
  takePendingSignIn,
} from '../features/console-session/console-session.ts';
import { finishConnectionTest } from '../features/connection-tests/finish-connection-test.ts';
import type { ConsoleSignIn } from '../features/console-session/console-sign-in.ts';
import type { BrowserSessions } from '../oidc/browser-sessions.ts';
import { InteractionGone } from '../oidc/interactions.ts';
import type { CustomFetch } from 'openid-client';
import { assertSameOrigin } from './csrf.ts';
import type { PageEnv, PageRequest, PageSite } from './page-site.ts';

export interface ConsoleRoutesOptions {
  site: PageSite;
  signIn: ConsoleSignIn;
  sessions: BrowserSessions;
  issuer: string;
  fetchOwn: CustomFetch;
}

const HOME = '/console/';

/** The browser-facing side of the console's session. The pages themselves are static files. */
export function consoleRoutes({ site, signIn, sessions, issuer, fetchOwn }: ConsoleRoutesOptions): Hono<PageEnv> {
  const routes = new Hono<PageEnv>();
  const names = consoleCookieNames(issuer);
  const attributes = { httpOnly: true, sameSite: 'Lax', secure: issuer.startsWith('https:'), path: '/' } as const;

  routes.get('/console/sign-in', async (c) => {
    const { url, pending } = await signIn.begin(site.context(c), localPath(c.req.query('return_to')));
    setCookie(c, names.pending, await openPendingSignIn(site.context(c), pending), attributes);
    return c.redirect(url.href, 303);
  });

  routes.get('/console/callback', async (c) => {
    const ctx = site.context(c);
    const pending = await takePendingSignIn(ctx, getCookie(c, names.pending) ?? '');
    deleteCookie(c, names.pending, attributes);
    if (pending === null) throw new InteractionGone('this browser began no sign-in to the console');
    if (c.req.query('error') !== undefined) return c.redirect('/', 303);
    const session = await signIn.finish(publicUrl(c, issuer), pending);
    setCookie(c, names.session, await openConsoleSession(ctx, session), { ...attributes, maxAge: CONSOLE_SESSION_SECONDS });
    return c.redirect(pending.return_to, 303);
  });

  // Where a connection test comes back to: only the browser of the operator who began it can bring its answer.
  routes.get('/console/connection-test/callback', async (c) => {
    const ctx = site.context(c);
    const user_id = await consoleUserId(ctx, getCookie(c, names.session) ?? '');
    const callback = publicUrl(c, issuer);
    const test = user_id === null ? null : await finishConnectionTest(ctx, { callback, user_id, fetch: fetchOwn });
    if (test === null) throw new InteractionGone('no connection test of this operator waits for this answer');
    return c.redirect(`/console/applications/${test.client_id}/test?test=${test.connection_test_id}`, 303);
  });

  routes.post('/console/sign-out', async (c: PageRequest) => {
    assertSameOrigin({ get: (name) => c.req.header(name) }, issuer);
    await closeConsoleSession(site.context(c), getCookie(c, names.session) ?? '');
    deleteCookie(c, names.session, attributes);
    await sessions.signOut(c.env.incoming, c.env.outgoing);
    return c.redirect('/', 303);
  });

  return routes;
}

/** The address as the client library has to see it, whatever host the request names. */
function publicUrl(c: PageRequest, issuer: string): URL {
  return new URL(c.req.url.replace(/^https?:\/\/[^/]+/, issuer));
}

/** `__Host-` binds a cookie to exactly this origin; browsers accept it over https only (RFC 6265bis §4.1.3.2). */
export function consoleCookieNames(issuer: string): { session: string; pending: string } {
  const prefix = issuer.startsWith('https:') ? '__Host-' : '';
  return { session: `${prefix}consentry_console`, pending: `${prefix}consentry_console_sign_in` };
}

/** Only a path of ours: anything else would be an open redirect (RFC 9700 §4.11). */
function localPath(path: string | undefined): string {
  const base = 'http://local.invalid';
  if (path === undefined || !path.startsWith('/') || !URL.canParse(path, base)) return HOME;
  const url = new URL(path, base);
  const isOurs = url.origin === base && (url.pathname === '/account' || url.pathname.startsWith(HOME));
  return isOurs ? url.pathname + url.search : HOME;
}
