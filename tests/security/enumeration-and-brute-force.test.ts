import { contract } from '@consentry/contract';
import { describe, expect, test } from 'vitest';
import { BrowserLike, type Answers, type Page } from '../support/browser-like.ts';
import type { Exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, clientCredentialsToken, obtainCode, postForm, postFormWith } from '../support/oauth-exchange.ts';
import { startProduct } from '../support/product.ts';
import { ALICE, BOB, CREDENTIALS, ORDERS_API, standardFixture, WEB_CALLBACK, webParty } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();

async function attempt(answers: Answers, browser = new BrowserLike(), issuer = product().issuer): Promise<Page> {
  const parameters = {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    nonce: 'n',
    state: 's',
  };
  const page = await browser.open(authorizationUrl(issuer, parameters));
  if (page.status === 429) return page;
  const form = page.forms.find(({ controls }) => controls.includes('password'));
  if (form === undefined) throw new Error(`no sign-in form at ${page.url} (${page.status}): ${page.text.slice(0, 500)}`);
  return browser.submit(page, form, {
    fields: { identifier: answers.identifier, password: answers.password },
    button: { name: '', value: '' },
  });
}

/** The page without what differs from request to request. */
function withoutRandom(page: Page, identifier: string): string {
  const tokens = page.forms.flatMap(({ fields }) => [fields['csrf_token'] ?? '']).filter((token) => token !== '');
  const uid = new URL(page.url).pathname.split('/').at(-1) ?? '';
  return [...tokens, uid, identifier].reduce((text, part) => text.replaceAll(part, '…'), page.text);
}

async function newUser(disabled: boolean): Promise<string> {
  const api = await managementApi(product().issuer);
  const username = `user-${crypto.randomUUID()}`;
  const { user_id } = await api(contract.users.create, { body: { username, password: ALICE.password } });
  if (disabled) await api(contract.users.disable, { params: { user_id } });
  return username;
}

describe('a sign-in that fails does not tell why (account enumeration)', () => {
  test('unknown, wrong password and disabled give the same page and status', async () => {
    const known = await newUser(false);
    const disabled = await newUser(true);
    const cases: Answers[] = [
      { identifier: known, password: 'not the password' },
      { identifier: `user-${crypto.randomUUID()}`, password: ALICE.password },
      { identifier: disabled, password: ALICE.password },
      { identifier: disabled, password: 'not the password' },
    ];
    const pages = await Promise.all(cases.map(async (answers) => ({ answers, page: await attempt(answers) })));
    const [first, ...others] = pages.map(({ answers, page }) => [page.status, withoutRandom(page, answers.identifier)]);
    for (const other of others) expect(other).toEqual(first);
    expect((await attempt({ identifier: known, password: ALICE.password })).url).toContain('/consent/');
  });

  test('and takes the same work: the median time for an unknown name is no less than half of that for a known one', async () => {
    const median = async (next: () => Promise<string>): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 7; round += 1) {
        const identifier = await next();
        const browser = new BrowserLike();
        const started = performance.now();
        await attempt({ identifier, password: 'not the password' }, browser);
        times.push(performance.now() - started);
      }
      return times.toSorted((a, b) => a - b)[3] ?? 0;
    };
    const known = await median(() => newUser(false));
    const unknown = await median(async () => `user-${crypto.randomUUID()}`);
    expect(unknown).toBeGreaterThan(known / 2);
    expect(unknown).toBeLessThan(known * 2);
  });
});

describe('guessing is limited, with 429 and Retry-After', () => {
  /** Guesses in groups until one is refused; a limit that is never reached fails. */
  async function guessUntilLimited(guess: (round: number) => Promise<Page>): Promise<Page> {
    for (let round = 0; round < 300; round += 10) {
      const pages = await Promise.all(Array.from({ length: 10 }, (_, index) => guess(round + index)));
      const limited = pages.find(({ status }) => status === 429);
      if (limited !== undefined) return limited;
    }
    throw new Error('300 guesses and no limit');
  }

  function expectLimited(page: Page): void {
    expect(page.status).toBe(429);
    expect(Number(page.headers['retry-after'])).toBeGreaterThan(0);
    expect(page.headers['content-type']).toContain('text/html');
  }

  test('per account and address, in every spelling of the name; its owner elsewhere is not locked out (NIST SP 800-63B-4 §3.2.2)', async () => {
    const victim = await newUser(false);
    const attacker = new BrowserLike();
    const spellings = [victim, victim.toUpperCase(), ` ${victim}`, `${victim} `];
    let tried = 0;
    for (let page = await attempt({ identifier: victim, password: 'guess' }, attacker); page.status !== 429 && tried < 50; tried += 1) {
      page = await attempt({ identifier: spellings[tried % 4] ?? victim, password: `guess ${tried}` }, attacker);
    }
    expect(tried).toBeLessThan(20);
    for (const identifier of spellings) expectLimited(await attempt({ identifier, password: ALICE.password }, attacker));
    expect((await attempt({ identifier: victim, password: ALICE.password })).url).toContain('/consent/');
  });

  test('also when all guesses come at once', async () => {
    const victim = await newUser(false);
    const attacker = new BrowserLike();
    const guess = (round: number): Promise<Page> =>
      attempt({ identifier: victim, password: `guess ${round}` }, new BrowserLike(attacker.jar.copy(), attacker.address));
    const pages = await Promise.all(Array.from({ length: 40 }, (_, round) => guess(round)));
    const tried = pages.filter(({ status }) => status !== 429 && status !== 503);
    expect(tried.length).toBeLessThanOrEqual(10);
    expect((await attempt({ identifier: victim, password: ALICE.password }, attacker)).status).toBe(429);
    expect((await attempt({ identifier: victim, password: ALICE.password })).url).toContain('/consent/');
  });

  test('per account, from however many addresses; other accounts go on', async () => {
    const victim = await newUser(false);
    expectLimited(await guessUntilLimited((round) => attempt({ identifier: victim, password: `guess ${round}` })));
    expect((await attempt({ identifier: await newUser(false), password: ALICE.password })).url).toContain('/consent/');
  });

  test('per address, over however many accounts; other addresses go on', async () => {
    const { address } = new BrowserLike();
    const guess = (round: number): Promise<Page> =>
      attempt({ identifier: `nobody-${round}`, password: 'password' }, new BrowserLike(undefined, address));
    expectLimited(await guessUntilLimited(guess));
    expect((await attempt({ identifier: await newUser(false), password: ALICE.password })).url).toContain('/consent/');
  });

  test('for client secrets as well, and other addresses go on (RFC 6749 §10.10)', async () => {
    const auth = { method: 'basic', client_id: 'strict-web', client_secret: 'guess-guess-guess-guess-guess-guess' } as const;
    const ask = (): Promise<Exchange> =>
      postFormWith(
        `${product().issuer}/oauth2/token`,
        { grant_type: 'client_credentials' },
        { auth, headers: { 'x-forwarded-for': '203.0.113.9' } },
      );
    let answer = await ask();
    for (let round = 0; round < 200 && answer.status !== 429; round += 1) answer = await ask();
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.json()['error']).toEqual(expect.any(String));
    const control = { ...CREDENTIALS['partner-machine'], method: 'basic' } as const;
    expect(
      (await postForm(`${product().issuer}/oauth2/token`, { grant_type: 'client_credentials', resource: ORDERS_API }, control)).status,
    ).toBe(200);
  });
});

test('an address that the caller itself claims counts for nothing without a configured proxy', async () => {
  const direct = await startProduct({ fixture: standardFixture(), env: { TRUSTED_PROXIES: '' } });
  try {
    let limited = false;
    for (let round = 0; round < 200 && !limited; round += 1) {
      // Each browser says another address in X-Forwarded-For.
      const page = await attempt({ identifier: `nobody-${round}`, password: 'password' }, new BrowserLike(), direct.issuer);
      limited = page.status === 429;
    }
    expect(limited).toBe(true);
  } finally {
    await direct.stop();
  }
});

test('after all this the service goes on for everybody else', async () => {
  expect((await obtainCode({ ...webParty(product().issuer), answers: BOB })).code).not.toBe('');
  await clientCredentialsToken(product().issuer, { ...CREDENTIALS['partner-machine'], method: 'post' }, { resource: ORDERS_API });
});
