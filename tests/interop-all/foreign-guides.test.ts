import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiClient } from '@consentry/contract';
import { fillGuide, guideBySlug, type GuideValues } from '@consentry/guides';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { expectChecksTokens } from '../support/expect-checks-tokens.ts';
import { foreignPlace } from '../support/foreign-program.ts';
import { freePort } from '../support/free-port.ts';
import { endpoints, makeGuideClient } from '../support/guide-client.ts';
import { GuideRun } from '../support/guide-run.ts';
import { managementApi } from '../support/management.ts';
import { ALICE, ORDERS_API } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';
import { waitUntil } from '../support/wait-until.ts';
import { goEnvironment, goProgram } from './toolchains/go-program.ts';
import { mavenProgram } from './toolchains/maven-program.ts';
import { pythonProgram } from './toolchains/python-program.ts';
import { useForeignProgram } from './use-foreign-program.ts';

/** Guides whose toolchain `npm test` does not ask for. What they leave open, the versions of packages, the lock files of this ring say. */
const product = useProduct();
let api: ApiClient;
let run: GuideRun | null = null;

beforeAll(async () => {
  api = await managementApi(product().issuer);
});

afterEach(() => run?.stop());

const PATH = process.env['PATH'] ?? '';

interface Started {
  origin: string;
  values: GuideValues;
}

/** All steps of a guide for a web application, and the application answers. `prepare` puts the lock file into its folder. */
async function start(slug: string, env: Record<string, string>, prepare = (_directory: string): void => {}): Promise<Started> {
  const port = await freePort();
  const values = await makeGuideClient(api, { issuer: product().issuer, slug, port });
  run = new GuideRun(slug, { values, env: { PATH, ...env } });
  run.follow('Run it');
  prepare(run.directory);
  const app = run.start('Run it');
  const origin = `http://localhost:${port}`;
  await waitUntil('the application answers', async () => (await fetch(origin, { redirect: 'manual' })).status < 500, {
    timeout_ms: 120_000,
  }).catch((cause: unknown) => {
    throw new Error(`the application did not start:\n${app.output()}`, { cause });
  });
  return { origin, values };
}

/** Signs in from this page with PKCE; returns what the application then shows. */
async function signIn(browser: BrowserLike, from: string): Promise<string> {
  const atProvider = new URL((await browser.open(from)).url);
  expect(atProvider.origin).toBe(product().issuer);
  expect(atProvider.searchParams.get('code_challenge_method')).toBe('S256');
  return (await browser.open(await browser.signInAndConsent(atProvider, ALICE))).text;
}

/** From a page of the provider that asks about signing out to where it sends the browser. */
async function confirmSignOut(browser: BrowserLike, url: string): Promise<string> {
  const page = await browser.open(url);
  const [confirm] = page.forms;
  if (confirm === undefined) throw new Error(`the provider does not ask about signing out at ${page.url}`);
  return (await browser.submit(page, confirm)).url;
}

const PINNED = [
  ['go', 'go-oidc/go.mod', 'github.com/coreos/go-oidc/v3 '],
  ['api-go', 'go-oidc/go.mod', 'github.com/coreos/go-oidc/v3 '],
  ['spring-boot', 'spring-security/pom.xml', '<version>'],
  ['api-java', 'spring-security/pom.xml', '<version>'],
  ['flask', 'authlib/requirements.txt', 'authlib=='],
] as const;

test.each(PINNED)('the guide %s names the version that %s pins', (slug, file, before) => {
  const lock = readFileSync(new URL(file, import.meta.url), 'utf8');
  expect(lock).toMatch(new RegExp(`${RegExp.escape(before + (guideBySlug(slug)?.library?.version ?? 'none'))}(?![\\w.])`));
});

describe('in Go,', () => {
  useForeignProgram(goProgram('go-oidc'));
  const { source, shared } = foreignPlace('go-oidc', 'go');
  const env = goEnvironment(shared);

  function pin(directory: string): void {
    for (const file of ['go.mod', 'go.sum']) copyFileSync(join(source, file), join(directory, file));
  }

  test('the guide go, followed to the letter, signs a user in, and refuses a second use of the answer', async () => {
    const { origin } = await start('go', env, pin);
    const browser = new BrowserLike();
    expect(await signIn(browser, `${origin}/sign-in`)).toContain('Signed in as Alice Example');
    const callback = await new BrowserLike().signInAndConsent((await new BrowserLike().open(`${origin}/sign-in`)).url, ALICE);
    const other = await new BrowserLike().open(callback);
    expect([other.status, other.text]).toEqual([400, expect.stringContaining('Sign-in failed')]);
  });

  test('the guide api-go takes tokens for this API with the scope, and no others (RFC 6750 §3, RFC 9068 §4)', async () => {
    const values = { ...(await endpoints(product().issuer)), resource: ORDERS_API, resource_scopes: 'orders:read' };
    run = new GuideRun('api-go', { values, env: { PATH, ...env } });
    run.follow('Run it');
    pin(run.directory);
    const program = run.start('Run it');
    await expectChecksTokens({ issuer: product().issuer, origin: 'http://localhost:8090', program });
  });
});

describe('in Java,', () => {
  useForeignProgram(mavenProgram('spring-security'));
  const { shared } = foreignPlace('spring-security', 'maven');
  const env = { MAVEN_OPTS: `-Dmaven.repo.local=${shared}` };

  test('the guide spring-boot, followed to the letter, signs a user in, and signs out at the provider', async () => {
    const { origin, values } = await start('spring-boot', env);
    const browser = new BrowserLike();
    expect(await signIn(browser, `${origin}/`)).toContain('Signed in as <strong>Alice Example</strong>');
    const asked = await browser.open(`${origin}/logout`);
    const [form] = asked.forms;
    if (form === undefined) throw new Error(`Spring does not ask about signing out:\n${asked.text}`);
    const begun = await browser.submit(asked, form);
    expect(begun.url).toContain(values.end_session_endpoint);
    expect(await confirmSignOut(browser, begun.url)).toBe(values.post_logout_redirect_uri);
    expect((await browser.open(`${origin}/`)).url).toContain(`${product().issuer}/`);
  });

  test('the guide api-java takes tokens for this API with the scope, and no others (RFC 6750 §3, RFC 9068 §4)', async () => {
    const port = await freePort();
    const values = { ...(await endpoints(product().issuer)), resource: ORDERS_API, resource_scopes: 'orders:read' };
    run = new GuideRun('api-java', { values, env: { PATH, ...env, SERVER_PORT: String(port) } });
    run.follow('Run it');
    writeFileSync(join(run.directory, 'pom.xml'), apiProject());
    const program = run.start('Run it');
    await expectChecksTokens({ issuer: product().issuer, origin: `http://localhost:${port}`, program });
  });

  /** The guide names its starters and shows no file: that of the other guide, with the one in place of the other. */
  function apiProject(): string {
    const guide = guideBySlug('spring-boot');
    const file = guide === null ? null : fillGuide(guide, {}).steps.find(({ file }) => file?.name === 'pom.xml')?.file;
    return (file?.content ?? '').replace(
      'spring-boot-starter-security-oauth2-client',
      'spring-boot-starter-security-oauth2-resource-server',
    );
  }
});

describe('in Python,', () => {
  useForeignProgram(pythonProgram('authlib'));
  const { source, out } = foreignPlace('authlib', 'python');

  /** The same versions, without the hashes, which pip asks for all or none of. */
  function constraints(): string {
    const pinned = readFileSync(join(source, 'requirements.txt'), 'utf8').match(/^\S+==\S+/gm) ?? [];
    const file = join(out, 'constraints.txt');
    mkdirSync(out, { recursive: true });
    writeFileSync(file, `${pinned.join('\n')}\n`);
    return file;
  }

  test('the guide flask, followed to the letter with packages of PyPI, signs a user in, and signs out at the provider', async () => {
    // A reader's shell goes on with what “activate” has set; here each step has a shell of its own.
    const { origin, values } = await start('flask', { PIP_CONSTRAINT: constraints(), PATH: `.venv/bin:${PATH}` });
    const browser = new BrowserLike();
    expect(await signIn(browser, `${origin}/sign-in`)).toContain('Signed in as <strong>Alice Example</strong>');
    const begun = await browser.open(`${origin}/sign-out`);
    expect(begun.url).toContain(values.end_session_endpoint);
    expect(await confirmSignOut(browser, begun.url)).toBe(values.post_logout_redirect_uri);
    expect((await browser.open(origin)).text).toContain('<a href="/sign-in">Sign in</a>');
  });
});
