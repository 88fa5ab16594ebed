import type { ApiClient } from '@consentry/contract';
import type { GuideValues } from '@consentry/guides';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../../support/browser-like.ts';
import { flaskOrReason } from '../../support/flask.ts';
import { freePort } from '../../support/free-port.ts';
import { makeGuideClient } from '../../support/guide-client.ts';
import { GuideRun } from '../../support/guide-run.ts';
import { managementApi } from '../../support/management.ts';
import { ALICE } from '../../support/standard-fixture.ts';
import { useProduct } from '../../support/use-product.ts';
import { waitUntil } from '../../support/wait-until.ts';

const product = useProduct();
const flask = flaskOrReason();
let api: ApiClient;
let run: GuideRun | null = null;

beforeAll(async () => {
  api = await managementApi(product().issuer);
});

afterEach(() => run?.stop());

const GUIDES = [
  { slug: 'express', skip: [], missing: null },
  // Debian's packages stand in for those of PyPI, as the guide says they may.
  { slug: 'flask', skip: ['Install the packages'], missing: typeof flask === 'string' ? flask : null },
];

describe.each(GUIDES)('the guide $slug, followed to the letter', ({ slug, skip, missing }) => {
  /** All steps of the guide, and the application answers. */
  async function start(): Promise<{ origin: string; values: GuideValues }> {
    const port = await freePort();
    const values = await makeGuideClient(api, { issuer: product().issuer, slug, port });
    run = new GuideRun(slug, { values, skip });
    run.follow('Run it');
    const app = run.start('Run it');
    const origin = `http://localhost:${port}`;
    await waitUntil('the application answers', async () => (await fetch(origin)).ok, { timeout_ms: 60_000 }).catch((cause: unknown) => {
      throw new Error(`the application did not start:\n${app.output()}`, { cause });
    });
    return { origin, values };
  }

  test('signs a user in with name and address, refuses a second use of the answer, and signs out at the provider', async ({
    skip: leaveOut,
  }) => {
    if (missing !== null) leaveOut(missing);
    const { origin, values } = await start();
    const browser = new BrowserLike();
    expect((await browser.open(origin)).text).toContain('<a href="/sign-in">Sign in</a>');

    const atProvider = await browser.open(`${origin}/sign-in`);
    expect(new URL(atProvider.url).searchParams.get('code_challenge_method')).toBe('S256');
    const callback = await browser.signInAndConsent(atProvider.url, ALICE);
    const home = await browser.open(callback);
    expect(home.url).toBe(`${origin}/`);
    expect(home.text).toContain('Signed in as <strong>Alice Example</strong>');

    // Somebody else’s browser cannot use what came back to this one (RFC 9700 §4.7).
    const other = await new BrowserLike().open(callback);
    expect(other.text).not.toContain('Alice');

    const signOut = await browser.open(`${origin}/sign-out`);
    expect(signOut.url).toContain(values.end_session_endpoint);
    const page = await browser.open(signOut.url);
    const [confirm] = page.forms;
    if (confirm === undefined) throw new Error('the provider does not ask about signing out');
    expect((await browser.submit(page, confirm)).url).toBe(values.post_logout_redirect_uri);
    expect((await browser.open(origin)).text).toContain('<a href="/sign-in">Sign in</a>');
  });

  test('tells a user who says no, and lets them try again', async ({ skip: leaveOut }) => {
    if (missing !== null) leaveOut(missing);
    const { origin } = await start();
    const browser = new BrowserLike();
    const atProvider = await browser.open(`${origin}/sign-in`);
    const refusal = await browser.open(await browser.signInAndConsent(atProvider.url, { ...ALICE, decision: 'deny' }));
    expect(refusal.status).toBe(400);
    expect(refusal.text).toContain('Sign-in failed');

    const second = await browser.open(`${origin}/sign-in`);
    expect((await browser.open(await browser.signInAndConsent(second.url, ALICE))).text).toContain('Alice Example');
  });
});
