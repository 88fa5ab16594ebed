import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../context.ts';
import { createClient } from '../features/clients/create-client.ts';
import { updateClient } from '../features/clients/update-client.ts';
import { grantScopes } from '../features/grants/grant-scopes.ts';
import { revokeGrant } from '../features/grants/revoke-grant.ts';
import { createUser } from '../features/users/create-user.ts';
import { disableUser } from '../features/users/disable-user.ts';
import { signedInCookies, type SignedInCookies } from '../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { checkboxesOf, WalkingBrowser, type Visit } from '../testing/walking-browser.ts';

const PROMPTS = [null, 'none', 'login', 'consent', 'select_account'] as const;
const SESSIONS = ['none', 'alive', 'other user disabled'] as const;
const GRANTS = ['none', 'full', 'partial', 'expired', 'revoked'] as const;
const CEILINGS = ['inside', 'narrowed after the grant', 'narrowed while a page stands'] as const;
const OPTIONALS = ['none', 'ticked', 'refused'] as const;

/** What the request needs, and what the person may leave out where `optional` is not `none`. */
const REQUIRED = ['openid', 'email'];
const OPTIONAL = 'phone';
const CALLBACK = 'http://127.0.0.1:4999/callback';
const PASSWORD = 'correct horse battery';
const MAX_PAGES = 4;

interface Case {
  prompt: (typeof PROMPTS)[number];
  session: (typeof SESSIONS)[number];
  grant: (typeof GRANTS)[number];
  ceiling: (typeof CEILINGS)[number];
  optional: (typeof OPTIONALS)[number];
}

interface Outcome {
  /** The pages that a person answers, in order. */
  pages: string[];
  /** The OAuth error, or the scopes of the tokens. */
  error: string | null;
  scopes: string[];
}

const CASES: Case[] = PROMPTS.flatMap((prompt) =>
  SESSIONS.flatMap((session) =>
    GRANTS.flatMap((grant) => CEILINGS.flatMap((ceiling) => OPTIONALS.map((optional) => ({ prompt, session, grant, ceiling, optional })))),
  ),
);

/** What has to happen, from the specifications alone (OIDC Core §3.1.2.1, §3.1.2.6; RFC 6749 §4.1.2.1). */
function oracle({ prompt, session, grant, ceiling, optional }: Case): Outcome {
  const fail = (error: string, pages: string[] = []): Outcome => ({ pages, error, scopes: [] });
  if (ceiling === 'narrowed after the grant') return fail('invalid_scope');
  const holdsAll = grant === 'full';
  const mustConsent = !holdsAll || prompt === 'consent';
  if (prompt === 'none' && session !== 'alive') return fail('login_required');
  if (prompt === 'none' && mustConsent) return fail('consent_required');

  // The page that offers to choose an account also signs in.
  const signsIn = session !== 'alive' || prompt === 'login' || prompt === 'select_account';
  const pages = [...(signsIn ? ['sign-in'] : []), ...(mustConsent ? ['consent'] : [])];
  if (ceiling === 'narrowed while a page stands' && pages.length > 0) return fail('invalid_scope', pages.slice(0, 1));
  return { pages, error: null, scopes: optional === 'ticked' ? [...REQUIRED, OPTIONAL] : REQUIRED };
}

let app: TestApp;
let cookies: SignedInCookies;
let alice: string;
let disabled: string;

beforeAll(async () => {
  app = await startTestApp();
  cookies = await signedInCookies(app);
  alice = (await createUser(app.context, { username: 'alice', password: PASSWORD, email: 'alice@example.com' })).user_id;
  disabled = (await createUser(app.context, { username: 'mallory' })).user_id;
  await disableUser(app.context, disabled);
});
afterAll(async () => {
  cookies.stop();
  await app.stop();
});

describe.each(PROMPTS)('prompt %s', (prompt) => {
  it.each(CASES.filter((row) => row.prompt === prompt))(
    'session $session, grant $grant, ceiling $ceiling, optional $optional: ends at the client as it must',
    async (row) => {
      const client_id = await prepareClient(row);
      const browser = await prepareBrowser(row);
      const { pages, callback, code_verifier } = await walk(browser, { row, client_id });
      expect([callback.searchParams.get('state'), callback.searchParams.get('iss')]).toEqual(['the-state', app.url]);
      const error = callback.searchParams.get('error');
      const scopes = error === null ? await redeem({ callback, client_id, code_verifier }) : [];
      expect({ pages, error, scopes }).toEqual(oracle(row));
    },
  );
});

async function prepareClient({ grant, ceiling, optional }: Case): Promise<string> {
  const { client } = await createClient(app.context, {
    name: 'Partner',
    app_type: 'single_page',
    party: 'third_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'email', OPTIONAL],
    optional_scopes: optional === 'none' ? [] : [OPTIONAL],
  });
  await prepareGrant(client.client_id, { grant, optional });
  if (ceiling === 'narrowed after the grant') await takeEmailAway(client.client_id);
  return client.client_id;
}

async function prepareGrant(client_id: string, { grant, optional }: Pick<Case, 'grant' | 'optional'>): Promise<void> {
  if (grant === 'none') return;
  const long = 40 * 86_400_000;
  const earlier: Context = { ...app.context, clock: { now: () => new Date(app.clock.now().getTime() - long) } };
  const names = grant === 'partial' ? ['openid'] : [...REQUIRED, ...(optional === 'ticked' ? [OPTIONAL] : [])];
  const refused = grant !== 'partial' && optional === 'refused' ? [{ resource: null, scope: OPTIONAL }] : [];
  const scopes = names.map((scope) => ({ resource: null, scope }));
  const terms = grant === 'expired' ? ({ duration: '30_days' } as const) : {};
  const { grant_id } = await grantScopes(earlier, { user_id: alice, client_id, scopes, refused, ...terms });
  if (grant === 'revoked') await revokeGrant(app.context, grant_id);
}

async function takeEmailAway(client_id: string): Promise<void> {
  await updateClient(app.context, { client_id, scopes: ['openid', OPTIONAL] });
}

async function prepareBrowser({ session }: Case): Promise<WalkingBrowser> {
  const browser = new WalkingBrowser(app.url);
  if (session !== 'none') browser.keepCookie(await cookies.of(session === 'alive' ? alice : disabled));
  return browser;
}

interface Walk {
  pages: string[];
  callback: URL;
  code_verifier: string;
}

/** Follows the request to its end, as Alice would. */
async function walk(browser: WalkingBrowser, { row, client_id }: { row: Case; client_id: string }): Promise<Walk> {
  const code_verifier = randomBytes(32).toString('base64url');
  const scope = [...REQUIRED, ...(row.optional === 'none' ? [] : [OPTIONAL])].join(' ');
  const parameters = {
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope,
    state: 'the-state',
    code_challenge: createHash('sha256').update(code_verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...(row.prompt === null ? {} : { prompt: row.prompt }),
  };
  let page = await browser.open(`/oauth2/authorize?${new URLSearchParams(parameters).toString()}`);
  const pages: string[] = [];
  while (page.url.origin === app.url) {
    if (pages.length === MAX_PAGES || page.status !== 200)
      throw new Error(`no end at ${page.url.href} (${page.status}) after ${pages.join()}`);
    pages.push(page.url.pathname.split('/')[1] ?? '');
    if (pages.length === 1 && row.ceiling === 'narrowed while a page stands') await takeEmailAway(client_id);
    page = await answer(browser, page, row);
  }
  return { pages, callback: page.url, code_verifier };
}

function answer(browser: WalkingBrowser, page: Visit, { session, optional }: Case): Promise<Visit> {
  if (page.url.pathname.startsWith('/consent/')) {
    const boxes = checkboxesOf(page);
    expect(page.html).not.toMatch(/type="checkbox"[^>]* checked/);
    const ticked = optional === 'ticked' ? Object.fromEntries(boxes.map((name) => [name, 'yes'])) : {};
    return browser.submit(page, 'decision', { decision: 'allow', ...ticked });
  }
  const isOwnChoice = session === 'alive' && page.html.includes('value="continue"');
  if (isOwnChoice) return browser.submit(page, 'decision', { decision: 'continue' });
  return browser.submit(page, 'password', { identifier: 'alice', password: PASSWORD });
}

async function redeem(input: { callback: URL; client_id: string; code_verifier: string }): Promise<string[]> {
  const answer = await fetch(`${app.url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: input.callback.searchParams.get('code') ?? '',
      redirect_uri: CALLBACK,
      client_id: input.client_id,
      code_verifier: input.code_verifier,
    }),
  });
  const { scope } = (await answer.json()) as { scope?: string };
  return (scope ?? '').split(' ');
}
