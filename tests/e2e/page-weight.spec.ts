import { deflateSync } from 'node:zlib';
import { contract, LOGO_LIMITS } from '@consentry/contract';
import type { Page } from '@playwright/test';
import { makePng } from '../support/make-png.ts';
import { managementApi } from '../support/management.ts';
import { ALICE, BOB } from '../support/standard-fixture.ts';
import { expect, requestUrl, signIn, test } from './product-test.ts';

const KILOBYTE = 1024;

/** Bytes of the bodies and headers over the wire, of everything that the page asks for, with an empty cache. */
async function weigh(page: Page, act: () => Promise<unknown>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await act();
  await page.waitForLoadState('networkidle');
  await session.detach();
  return bytes;
}

/** Everything that an operator may put beside an app's name, and a logo as large as one may be: pixels that no compression makes smaller. */
async function giveBranding(issuer: string): Promise<void> {
  const api = await managementApi(issuer);
  const noise = Buffer.alloc(82 * 83);
  for (let index = 0, seed = 1; index < noise.length; index += 1) {
    seed = (seed * 48_271) % 2_147_483_647;
    noise[index] = index % 83 === 0 ? 0 : seed & 255;
  }
  const body = makePng({ width: 82, height: 82, packed: deflateSync(noise) });
  expect(body.length).toBeGreaterThan(0.9 * LOGO_LIMITS.max_bytes);
  await api(contract.clients.putLogo, { params: { client_id: 'partner-web', theme: 'light' }, body });
  const branding = {
    publisher_name: 'Société des transports de l’agglomération nantaise',
    client_uri: 'https://partner.example/about/us',
    tos_uri: 'https://partner.example/legal/terms-of-service',
    policy_uri: 'https://partner.example/legal/privacy-notice',
    contacts: ['help@partner.example'],
    scope_reasons: { email: { en: 'To send you the receipt of each journey.' }, address: { en: 'To find the stop nearest to your home.' } },
  };
  await api(contract.clients.update, { params: { client_id: 'partner-web' }, body: branding });
}

test('sign-in and consent weigh 20 KB or less over the wire, all included, with the largest logo and every link', async ({
  page,
  product,
}) => {
  await giveBranding(product.issuer);
  const signInBytes = await weigh(page, () =>
    page.goto(requestUrl(product, { prompt: 'consent', scope: 'openid profile email phone address groups offline_access' })),
  );
  const consentBytes = await weigh(page, async () => {
    await signIn(page, ALICE);
    await page.waitForURL(/\/consent\//);
  });
  test.info().annotations.push({ type: 'weight', description: `sign-in ${signInBytes} B, consent ${consentBytes} B` });
  expect(signInBytes).toBeGreaterThan(KILOBYTE);
  expect(signInBytes).toBeLessThanOrEqual(20 * KILOBYTE);
  expect(consentBytes).toBeGreaterThan(KILOBYTE);
  expect(consentBytes).toBeLessThanOrEqual(20 * KILOBYTE);
});

test('the console’s first load is 250 KB or less compressed', async ({ page, product }) => {
  await page.goto(`${product.issuer}/console/`);
  await signIn(page, BOB);
  await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
  const bytes = await weigh(page, () => page.goto(`${product.issuer}/console/`));
  test.info().annotations.push({ type: 'weight', description: `console ${bytes} B` });
  expect(bytes).toBeGreaterThan(50 * KILOBYTE);
  expect(bytes).toBeLessThanOrEqual(250 * KILOBYTE);
});
