import { createServer } from 'node:http';
import { contract, type ApiClient, type CreateClient, type Grant } from '@consentry/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { answerConsent, openConsent, postConsent, signInAt, tokensAt, type ConsentVisit } from '../support/consent-visit.ts';
import { freePort } from '../support/free-port.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson, type Person } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, introspect, jwtClaims, refresh, type FlowParty, type TokenAnswer } from '../support/oauth-exchange.ts';
import { signOutAtAccount } from '../support/sign-out-at-account.ts';
import { BOB, ORDERS_API, REPORTS_API, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';
import { waitUntil } from '../support/wait-until.ts';

const product = useProduct();
const OPTIONAL_PHONE = 'optional_scope:phone';
const OPTIONAL_ORDERS = `optional_scope:${ORDERS_API} orders:write`;

let api: ApiClient;

beforeAll(async () => {
  api = await managementApi(product().issuer);
});

function newParty(person: Person, settings: Partial<CreateClient> = {}): Promise<FlowParty> {
  return makeParty(api, { issuer: product().issuer, person, settings });
}

async function atConsent(parameters: Record<string, string> = { scope: 'openid email' }): Promise<ConsentVisit & { person: Person }> {
  const person = await makePerson(api);
  return { ...(await openConsent(await newParty(person), parameters)), person };
}

async function grantsOf(person: Person): Promise<Grant[]> {
  return (await api(contract.grants.list, { query: { user_id: person.user_id } })).items;
}

async function grantedScopes(person: Person): Promise<string[]> {
  const [grant] = await grantsOf(person);
  return (grant?.scopes ?? []).map(({ resource, scope }) => (resource === null ? scope : `${resource} ${scope}`)).toSorted();
}

/** Ends at the client with a code: the control of each attack. */
function expectCode(page: Pick<Page, 'url'>): void {
  expect(page.url).toMatch(/^http:\/\/127\.0\.0\.1:4001\/callback\?code=/);
}

function expectNoCode(page: Page): void {
  expect(page.url).not.toContain('code=');
  expect(page.headers.location ?? '').not.toContain('code=');
}

describe('tabs of one browser that finish at once', () => {
  test.each([2, 3])('%i tabs: all get tokens that live, all stay in the session, and all hear of its end', async (tabs) => {
    const heard = await listenForLogouts();
    try {
      const person = await makePerson(api);
      const browser = new BrowserLike();
      for (let round = 1; round <= 3; round += 1) {
        const parties = await Promise.all(Array.from({ length: tabs }, () => newParty(person, { backchannel_logout_uri: heard.uri })));
        await finishAtOnce(parties, browser);
        for (const party of parties) expectCode(await browser.open(requestOf(party)));
      }
      await signOutAtAccount(browser, product().issuer);
      await waitUntil('all clients have heard that the session ended', async () => heard.count() >= 3 * tabs);
    } finally {
      heard.stop();
    }
  });

  test('two sign-in pages answered one after the other, then both consents: a sign-out reaches both clients', async () => {
    const heard = await listenForLogouts();
    try {
      const person = await makePerson(api);
      const browser = new BrowserLike();
      const parties = [1, 2].map(() => newParty(person, { backchannel_logout_uri: heard.uri }));
      const pages = await Promise.all(parties.map(async (party) => browser.open(requestOf(await party, { prompt: 'login' }))));
      const asked: Page[] = [];
      for (const page of pages) asked.push(await signInAt(browser, page, person));
      for (const page of asked) {
        expect(page.url).toContain('/consent/');
        const form = page.forms.find(({ buttons }) => buttons.some(({ value }) => value === 'allow'));
        if (form === undefined) throw new Error(`no consent form at ${page.url}`);
        expectCode(await browser.submit(page, form, { button: { name: 'decision', value: 'allow' } }));
      }
      await signOutAtAccount(browser, product().issuer);
      await waitUntil('both clients have heard that the session ended', async () => heard.count() >= 2);
    } finally {
      heard.stop();
    }
  });

  test('one consent form sent twice at once makes one grant, and no second code that works', async () => {
    const visit = await atConsent({ scope: 'openid email offline_access', prompt: 'consent' });
    const pages = await Promise.all([answerConsent(visit), answerConsent(visit)]);
    const arrived = pages.filter(({ url }) => url.includes('code='));
    expect(arrived.length).toBeGreaterThan(0);
    expect(new Set(arrived.map(({ url }) => url)).size).toBe(arrived.length > 0 ? 1 : 0);
    expect(await grantsOf(visit.person)).toHaveLength(1);
    await expectAlive(visit.party, await tokensAt(visit, arrived[0] ?? { url: '' }));
  });
});

test('auth_time is when the user signed in, however long they take to consent (OIDC Core §2)', async () => {
  const before = currentSecond();
  const visit = await atConsent({ scope: 'openid email', max_age: '3600' });
  const signedIn = currentSecond();
  await waitUntil('the second of the sign-in is over', async () => currentSecond() > signedIn);
  const { id_token } = await tokensAt(visit, await answerConsent(visit));
  const authTime = Number(jwtClaims(id_token)['auth_time']);
  expect(authTime).toBeGreaterThanOrEqual(before);
  expect(authTime).toBeLessThanOrEqual(signedIn);
});

describe('consent for one user that another finishes', () => {
  test('in the same browser, after another person has signed in: nothing is granted to anybody', async () => {
    const alice = await makePerson(api);
    const bob = await makePerson(api);
    const browser = new BrowserLike();
    const visit = await openConsent(await newParty(alice), { scope: 'openid email' }, browser);
    const other = await newParty(bob);
    const asked = await signInAt(browser, await browser.open(requestOf(other, { prompt: 'login' })), bob);
    expect(asked.url).toContain('/consent/');

    const stolen = await answerConsent(visit);
    expectNoCode(stolen);
    expect([await grantsOf(alice), await grantsOf(bob)]).toEqual([[], []]);
    const shown = await browser.open(visit.page.url);
    expect(shown.text).not.toContain(`${alice.identifier}@example.com`);
    const control = await openConsent(visit.party, { scope: 'openid email', prompt: 'login' }, browser);
    expectCode(await answerConsent(control));
    expect(await grantsOf(alice)).toHaveLength(1);
  });

  test('with the cookies of the pause in a browser where somebody else is signed in', async () => {
    const visit = await atConsent();
    const thief = new BrowserLike(visit.browser.jar.copy());
    await openConsent({ ...(await newParty(await makePerson(api))), answers: BOB }, { scope: 'openid email', prompt: 'login' }, thief);
    const stolen = await postConsent(visit, { ...visit.form.fields, decision: 'allow' }, thief);
    const led = stolen.headers.location === undefined ? stolen : await thief.open(new URL(stolen.headers.location, visit.page.url));
    expectNoCode(led);
    const { items } = await api(contract.grants.list, { query: { client_id: visit.party.auth.client_id } });
    expect(items).toEqual([]);
  });

  test('after a sign-out in another tab the form grants nothing', async () => {
    const visit = await atConsent();
    await signOutAtAccount(visit.browser, product().issuer);
    expectNoCode(await answerConsent(visit));
    expect(await grantsOf(visit.person)).toEqual([]);
    expectCode(await answerConsent(await openConsent(visit.party, { scope: 'openid email' }, visit.browser)));
  });

  test('after the user was disabled the form grants nothing', async () => {
    const visit = await atConsent();
    await api(contract.users.disable, { params: { user_id: visit.person.user_id } });
    expectNoCode(await answerConsent(visit));
    expect(await grantsOf(visit.person)).toEqual([]);
  });
});

describe('a consent form that is sent again', () => {
  test('after the grant was revoked brings nothing back, also with the cookies of then', async () => {
    const visit = await atConsent();
    const then = new BrowserLike(visit.browser.jar.copy());
    expectCode(await answerConsent(visit));
    const [grant] = await grantsOf(visit.person);
    await api(contract.grants.revoke, { params: { grant_id: grant?.grant_id ?? '' } });
    for (const browser of [visit.browser, then]) {
      const again = await postConsent(visit, { ...visit.form.fields, decision: 'allow' }, browser);
      const led = again.headers.location === undefined ? again : await browser.open(new URL(again.headers.location, visit.page.url));
      expectNoCode(led);
    }
    expect(await grantsOf(visit.person)).toEqual([]);
  });

  test('as “allow” after the person has cancelled', async () => {
    const visit = await atConsent();
    const then = new BrowserLike(visit.browser.jar.copy());
    expect((await answerConsent(visit, {}, 'deny')).url).toContain('error=access_denied');
    for (const browser of [visit.browser, then]) {
      expectNoCode(await postConsent(visit, { ...visit.form.fields, decision: 'allow' }, browser));
    }
    expect(await grantsOf(visit.person)).toEqual([]);
  });

  test('the address that ends the pause gives no second code', async () => {
    const visit = await atConsent();
    const then = new BrowserLike(visit.browser.jar.copy());
    const answered = await postConsent(visit, { ...visit.form.fields, decision: 'allow' });
    const resume = new URL(answered.headers.location ?? '', visit.page.url);
    expectCode(await visit.browser.open(resume));
    for (const browser of [visit.browser, then]) expectNoCode(await browser.open(resume));
  });

  test('to another pause of the same browser: the token of a modest request does not answer a greedy one', async () => {
    const person = await makePerson(api);
    const browser = new BrowserLike();
    const modest = await openConsent(await newParty(person), { scope: 'openid' }, browser);
    const greedy = await openConsent(await newParty(person), { scope: 'openid email offline_access', prompt: 'consent' }, browser);
    const answer = await postConsent(greedy, { ...modest.form.fields, decision: 'allow' });
    expect([answer.status, answer.headers.location]).toEqual([403, undefined]);
    expect(await grantsOf(person)).toEqual([]);
    expectCode(await answerConsent(greedy));
    expectCode(await answerConsent(modest));
  });
});

describe('boxes and terms that were not offered', () => {
  test('a box of a scope that the request did not name, of another API or outside the ceiling grants nothing', async () => {
    const visit = await atConsent({ scope: 'openid email orders:read', resource: ORDERS_API });
    const boxes = [
      OPTIONAL_PHONE,
      OPTIONAL_ORDERS,
      `optional_scope:${REPORTS_API} orders:read`,
      'optional_scope:groups',
      'optional_scope:openid',
    ];
    expectCode(await answerConsent(visit, Object.fromEntries(boxes.map((name) => [name, 'yes']))));
    expect(await grantedScopes(visit.person)).toEqual(['email', `${ORDERS_API} orders:read`, 'openid']);
  });

  test('a box whose name differs from one that was offered ticks nothing', async () => {
    const visit = await atConsent({ scope: 'openid email phone orders:read orders:write', resource: ORDERS_API });
    const boxes = [
      'optional_scope',
      'optional_scope:',
      'optional_scope:PHONE',
      ' optional_scope:phone',
      `optional_scope:${REPORTS_API} orders:write`,
    ];
    expectCode(await answerConsent(visit, { ...Object.fromEntries(boxes.map((name) => [name, 'yes'])), [OPTIONAL_PHONE]: 'no' }));
    expect(await grantedScopes(visit.person)).toEqual(['email', `${ORDERS_API} orders:read`, 'openid']);
  });

  test('control: boxes that were offered and ticked are granted, and a required scope cannot be left out', async () => {
    const visit = await atConsent({ scope: 'openid email phone orders:read orders:write', resource: ORDERS_API });
    const fields = { [OPTIONAL_PHONE]: 'yes', [OPTIONAL_ORDERS]: 'yes', 'optional_scope:email': 'no', 'refused_scope:email': 'yes' };
    expectCode(await answerConsent(visit, fields));
    expect(await grantedScopes(visit.person)).toEqual([
      'email',
      `${ORDERS_API} orders:read`,
      `${ORDERS_API} orders:write`,
      'openid',
      'phone',
    ]);
  });

  test('a scope taken from the ceiling while the page was open is not granted by its box', async () => {
    const visit = await atConsent({ scope: 'openid email phone' });
    const { client_id } = visit.party.auth;
    await api(contract.clients.update, {
      params: { client_id },
      body: { scopes: ['openid', 'email', 'offline_access'], optional_scopes: [] },
    });
    await answerConsent(visit, { [OPTIONAL_PHONE]: 'yes' });
    expect(await grantedScopes(visit.person)).not.toContain('phone');
  });

  test('a scope that became required while the page was open is not granted without its box', async () => {
    const visit = await atConsent({ scope: 'openid email phone' });
    await api(contract.clients.update, { params: { client_id: visit.party.auth.client_id }, body: { optional_scopes: [] } });
    expectNoCode(await answerConsent(visit));
    expect(await grantedScopes(visit.person)).not.toContain('phone');
  });

  test.each(['forever', '365_days', '30 days', 'SESSION', '0', '-1', 'null', '2999-01-01T00:00:00Z'])(
    'the duration “%s” is refused',
    async (duration) => {
      const visit = await atConsent();
      const answer = await answerConsent(visit, { duration });
      expectNoCode(answer);
      expect(answer.status).toBe(400);
      expect(await grantsOf(visit.person)).toEqual([]);
      expectCode(await answerConsent(visit, { duration: '30_days' }));
      expect((await grantsOf(visit.person))[0]?.duration).toBe('30_days');
    },
  );

  test('“no change” where nothing was allowed before is what the page offers first', async () => {
    const visit = await atConsent();
    expectCode(await answerConsent(visit, { duration: 'unchanged' }));
    expect((await grantsOf(visit.person))[0]).toMatchObject({ duration: 'until_revoked', expires_at: null });
  });
});

/** A client's receiver of logout tokens (OIDC Back-Channel Logout §2.5). */
async function listenForLogouts(): Promise<{ uri: string; count: () => number; stop: () => void }> {
  const port = await freePort();
  let received = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      received += 1;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { uri: `http://127.0.0.1:${port}/logout`, count: () => received, stop: () => server.close() };
}

/** Each client's consent page in a tab of its own, all answered in one moment. */
async function finishAtOnce(parties: readonly FlowParty[], browser: BrowserLike): Promise<void> {
  const visits: ConsentVisit[] = [];
  const request = { scope: 'openid email offline_access', prompt: 'consent' };
  for (const party of parties) visits.push(await openConsent(party, request, browser));
  // Whoever reads the page answers in another second than the one of the sign-in, which `auth_time` tells.
  const second = currentSecond();
  await waitUntil('the second of the sign-in is over', async () => currentSecond() > second);
  const pages = await Promise.all(visits.map((visit) => answerConsent(visit)));
  for (const page of pages) expectCode(page);
  for (const [index, visit] of visits.entries()) await expectAlive(visit.party, await tokensAt(visit, pages[index] ?? { url: '' }));
}

function currentSecond(): number {
  return Math.floor(Date.now() / 1000);
}

async function expectAlive(party: FlowParty, tokens: TokenAnswer): Promise<void> {
  expect(await introspect(party, tokens.access_token)).toMatchObject({ active: true });
  expect((await refresh(party, tokens.refresh_token)).status).toBe(200);
}

/** An authorization request that shows no page, unless the parameters say so. */
function requestOf({ issuer, auth }: FlowParty, parameters: Record<string, string> = {}): URL {
  const request = { client_id: auth.client_id, response_type: 'code', redirect_uri: WEB_CALLBACK, scope: 'openid', state: 's', nonce: 'n' };
  return authorizationUrl(issuer, { ...request, prompt: 'none', ...parameters });
}
