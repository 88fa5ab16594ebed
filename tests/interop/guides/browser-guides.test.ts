import type { ApiClient } from '@consentry/contract';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { chromiumLaunch } from '../../support/chromium.ts';
import { freePort } from '../../support/free-port.ts';
import { makeGuideClient } from '../../support/guide-client.ts';
import { GuideRun } from '../../support/guide-run.ts';
import { managementApi } from '../../support/management.ts';
import { ALICE } from '../../support/standard-fixture.ts';
import { useProduct } from '../../support/use-product.ts';
import { waitUntil } from '../../support/wait-until.ts';

/** What runs in a browser, or needs one: its own scripts, its own idea of cookies and origins. */
const GUIDES = [
  { slug: 'vanilla', runs: 'Serve it' },
  { slug: 'react', runs: 'Build and serve it' },
  { slug: 'nextjs', runs: 'Run it' },
];

const product = useProduct();
let api: ApiClient;
let browser: Browser;
let run: GuideRun | null = null;

beforeAll(async () => {
  [api, browser] = await Promise.all([managementApi(product().issuer), chromium.launch(chromiumLaunch())]);
});

afterEach(() => run?.stop());

afterAll(async () => {
  await browser?.close();
});

async function start(slug: string, runs: string): Promise<string> {
  const port = await freePort();
  const values = await makeGuideClient(api, { issuer: product().issuer, slug, port });
  run = new GuideRun(slug, { values, env: { NEXT_TELEMETRY_DISABLED: '1' } });
  run.follow(runs);
  const app = run.start(runs);
  const origin = `http://localhost:${port}`;
  await waitUntil('the application answers', async () => (await fetch(origin)).ok, { timeout_ms: 120_000 }).catch((cause: unknown) => {
    throw new Error(`the application did not start:\n${app.output()}`, { cause });
  });
  return origin;
}

async function signIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('[name=identifier]').fill(ALICE.identifier);
  await page.locator('[name=password]').fill(ALICE.password);
  await page.locator('[name=password]').press('Enter');
  await page.getByRole('button', { name: 'Allow' }).click();
}

test.each(GUIDES)('the guide $slug, followed to the letter, signs a user in, keeps them through a reload, and signs out', async (guide) => {
  const origin = await start(guide.slug, guide.runs);
  const page = await (await browser.newContext()).newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(origin);
  await signIn(page);
  await page.getByText('Signed in as Alice Example').waitFor();
  expect(new URL(page.url()).search).toBe('');

  await page.reload();
  await page.getByText('Signed in as Alice Example').waitFor();

  await page.getByRole('button', { name: 'Sign out' }).click();
  if (guide.slug !== 'nextjs') await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(new URL(page.url()).origin).toBe(origin);
  expect(problems).toEqual([]);
});
