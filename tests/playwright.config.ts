import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { chromiumLaunch } from './support/chromium.ts';

/** Journeys in a real browser against the built product: `js` runs all but the weights, `nojs` the hosted pages without JavaScript. */
export default defineConfig({
  testDir: fileURLToPath(new URL('e2e', import.meta.url)),
  outputDir: fileURLToPath(new URL('../.cache/test/e2e', import.meta.url)),
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  retries: 0,
  reporter: 'list',
  use: {
    launchOptions: chromiumLaunch(),
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    trace: 'retain-on-failure',
    actionTimeout: 10_000,
  },
  projects: [
    { name: 'js', testIgnore: 'page-weight.spec.ts' },
    // By itself, on a product of its own: what other tests have put into it would weigh too.
    { name: 'weight', testMatch: 'page-weight.spec.ts' },
    { name: 'nojs', testMatch: ['hosted-pages.spec.ts', 'partner-page.spec.ts'], use: { javaScriptEnabled: false } },
  ],
});
