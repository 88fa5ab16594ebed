import { contract } from '@consentry/contract';
import type { Page } from '@playwright/test';
import { jwtClaims, pkcePair, redeemCode, refresh, tokenAnswer, type FlowParty, type TokenAnswer } from '../support/oauth-exchange.ts';
import { exchange } from '../support/http-exchange.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson, type Person } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import { ORDERS_API } from '../support/standard-fixture.ts';
import { expect, requestUrl, test, type ProductWithApp } from './product-test.ts';

const EMAIL = 'See your e-mail address';
const PHONE = 'See your phone number';
const LASTING = 'Keep this access while you are away';

/** A person and an application of the test's own. */
interface Journey {
  page: Page;
  product: ProductWithApp;
  person: Person;
  party: FlowParty;
}

/** `prompt=consent` is what gives a refresh token with `offline_access` (OIDC Core §11). */
const LASTING_REQUEST = { scope: 'openid email phone offline_access', prompt: 'consent' };

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a permission left out is not granted, the answer’s scope tells, and it is not asked for again', async ({ page, product }) => {
      const journey = await begin(page, product);
      const code_verifier = await goToConsent(journey, { scope: 'openid email phone' });
      await expect(page.getByRole('checkbox', { name: PHONE })).not.toBeChecked();
      await expect(page.getByText(EMAIL)).toBeVisible();
      await expect(page.getByRole('checkbox', { name: EMAIL })).toHaveCount(0);
      const tokens = await allow(journey, code_verifier);
      expect(tokens.scope).toBe('openid email');
      expect(await claimsOf(journey, tokens)).not.toHaveProperty('phone_number');

      const again = await request(journey, { scope: 'openid email phone' });
      expect((await tokensAtApp(journey, again)).scope).toBe('openid email');

      const asked = await request(journey, { scope: 'openid email phone', prompt: 'consent' });
      await page.getByRole('checkbox', { name: PHONE }).check();
      const widened = await allow(journey, asked);
      expect(widened.scope).toBe('openid email phone');
      expect(await claimsOf(journey, widened)).toMatchObject({ phone_number: '+4930123456' });
    });

    test('a permission of an API is chosen by itself, and a widened request asks only for what is new', async ({ page, product }) => {
      const journey = await begin(page, product);
      const orders = { scope: 'orders:read orders:write', resource: ORDERS_API };
      const code_verifier = await goToConsent(journey, orders);
      await page.getByRole('checkbox', { name: 'Place orders' }).check();
      const tokens = await allow(journey, code_verifier);
      expect(jwtClaims(tokens.access_token)).toMatchObject({ aud: ORDERS_API, scope: 'orders:read orders:write' });

      const widened = await request(journey, { ...orders, scope: `openid email ${orders.scope}` });
      await expect(page.getByText(EMAIL)).toBeVisible();
      await expect(page.getByText('Place orders')).toBeHidden();
      await page.getByText('Allowed before').click();
      await expect(page.getByText('Place orders')).toBeVisible();
      await allow(journey, widened);
    });

    test('the account page takes one optional permission back, and the rest goes on', async ({ page, product }) => {
      const journey = await begin(page, product);
      const code_verifier = await goToConsent(journey, LASTING_REQUEST);
      await page.getByRole('checkbox', { name: PHONE }).check();
      const tokens = await allow(journey, code_verifier);
      expect(await claimsOf(journey, tokens)).toHaveProperty('phone_number');

      await page.goto(`${product.issuer}/account`);
      await page.getByRole('link', { name: 'Connected apps' }).click();
      await expect(page.getByText(PHONE)).toBeVisible();
      await expect(page.getByRole('button', { name: /^Take back from/ })).toHaveCount(1);
      await page.getByRole('button', { name: `Take back from Delivery Planner: ${PHONE}` }).click();
      await expect(page.getByText('The permission has been taken back.')).toBeVisible();
      await expect(page.getByText(PHONE)).toHaveCount(0);
      await expect(page.getByText(EMAIL)).toBeVisible();

      expect(await claimsOf(journey, tokens)).not.toHaveProperty('phone_number');
      const refreshed = tokenAnswer(await refresh(journey.party, tokens.refresh_token));
      expect(refreshed.scope).toBe('openid email offline_access');
      const again = await request(journey, { scope: 'openid email phone' });
      expect((await tokensAtApp(journey, again)).scope).toBe('openid email');
    });

    test('removing the whole app on the account page ends its access, and consent is asked anew', async ({ page, product }) => {
      const journey = await begin(page, product);
      const tokens = await allow(journey, await goToConsent(journey, LASTING_REQUEST));
      await page.goto(`${product.issuer}/account/apps`);
      await expect(page.getByText(LASTING)).toBeVisible();
      await page.getByRole('button', { name: 'Remove access: Delivery Planner' }).click();
      await expect(page.getByText('The access has been removed.')).toBeVisible();
      await expectEnded(journey, tokens);
      await request(journey, { scope: 'openid email' });
      await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
    });

    test('access for this session only ends with the sign-out, and is asked for again', async ({ page, product }) => {
      const journey = await begin(page, product);
      const code_verifier = await goToConsent(journey, LASTING_REQUEST);
      await page.getByLabel('How long this app has access').selectOption('Only until I sign out here');
      const tokens = await allow(journey, code_verifier);
      const refreshed = tokenAnswer(await refresh(journey.party, tokens.refresh_token));
      expect(refreshed.scope).toBe('openid email offline_access');

      await page.goto(`${product.issuer}/account`);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
      await expectEnded(journey, refreshed);
      await allow(journey, await goToConsent(journey, { scope: 'openid email' }));
    });
  });
}

const TRANSLATED = [
  {
    locale: 'de',
    dir: 'ltr',
    heading: 'Delivery Planner möchte auf Ihr Konto bei Consentry zugreifen',
    texts: ['Ihre E-Mail-Adresse sehen', 'Ihre Wahl', 'Nicht Sie?'],
    box: 'Ihre Telefonnummer sehen',
    duration: 'Wie lange diese App Zugriff hat',
    buttons: ['Abbrechen', 'Erlauben'],
  },
  {
    locale: 'ar',
    dir: 'rtl',
    heading: 'يطلب Delivery Planner الوصول إلى حسابك على Consentry',
    texts: ['الاطّلاع على عنوان بريدك الإلكتروني', 'لك الاختيار', 'ليس حسابك؟'],
    box: 'الاطّلاع على رقم هاتفك',
    duration: 'مدة وصول هذا التطبيق',
    buttons: ['إلغاء', 'السماح'],
  },
] as const;

for (const { locale, dir, heading, texts, box, duration, buttons } of TRANSLATED) {
  test.describe(`in ${locale}`, () => {
    test.use({ locale });

    test('the consent page is translated, and consent to it records its language', async ({ page, product }) => {
      const journey = await begin(page, product);
      const code_verifier = await goToConsent(journey, { scope: 'openid email phone' });
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      await expect(page.locator('html')).toHaveAttribute('dir', dir);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
      for (const text of texts) await expect(page.getByText(text, { exact: true })).toBeVisible();
      await expect(page.getByLabel(duration)).toBeVisible();
      expect(await page.locator('[name=decision]').allInnerTexts()).toEqual(buttons);
      await page.getByRole('checkbox', { name: box }).check();
      expect((await allow(journey, code_verifier)).scope).toBe('openid email phone');
      const api = await managementApi(product.issuer);
      const { items } = await api(contract.grants.list, { query: { user_id: journey.person.user_id } });
      expect(items[0]?.scopes.map((granted) => [granted.scope, granted.locale])).toEqual([
        ['openid', locale],
        ['email', locale],
        ['phone', locale],
      ]);
    });
  });
}

async function begin(page: Page, product: ProductWithApp): Promise<Journey> {
  const api = await managementApi(product.issuer);
  const person = await makePerson(api);
  const settings = { redirect_uris: [`${product.app_origin}/callback`] };
  return { page, product, person, party: await makeParty(api, { issuer: product.issuer, person, settings }) };
}

/** Sends the browser with an authorization request. Returns what redeems the code (RFC 7636 §4.5). */
async function request({ page, product, party }: Journey, parameters: Record<string, string>): Promise<string> {
  const { code_verifier, code_challenge } = pkcePair();
  const pkce = { code_challenge, code_challenge_method: 'S256' };
  const url = new URL(requestUrl(product, { client_id: party.auth.client_id, ...pkce, ...parameters }));
  // A nonce belongs to OpenID Connect alone.
  if (parameters['scope']?.includes('openid') === false) url.searchParams.delete('nonce');
  await page.goto(url.href);
  return code_verifier;
}

async function goToConsent(journey: Journey, parameters: Record<string, string>): Promise<string> {
  const { page, person } = journey;
  const code_verifier = await request(journey, parameters);
  await page.locator('[name=identifier]').fill(person.identifier);
  await page.locator('[name=password]').fill(person.password);
  await page.locator('[name=password]').press('Enter');
  await page.waitForURL(/\/consent\//);
  return code_verifier;
}

async function allow(journey: Journey, codeVerifier: string): Promise<TokenAnswer> {
  await journey.page.locator('[name=decision][value=allow]').click();
  return tokensAtApp(journey, codeVerifier);
}

/** What the application gets for the code that the browser has brought it. */
async function tokensAtApp({ page, product, party }: Journey, code_verifier: string): Promise<TokenAnswer> {
  await page.waitForURL(`${product.app_origin}/callback?*`);
  const code = new URL(page.url()).searchParams.get('code');
  expect(code).not.toBeNull();
  const answer = await redeemCode(party, { code: code ?? '', code_verifier });
  expect(answer.status).toBe(200);
  return tokenAnswer(answer);
}

async function claimsOf({ product }: Journey, tokens: TokenAnswer): Promise<Record<string, unknown>> {
  const answer = await exchange(`${product.issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  expect(answer.status).toBe(200);
  return answer.json();
}

/** Refresh token and access token are dead. */
async function expectEnded({ product, party }: Journey, tokens: TokenAnswer): Promise<void> {
  const refreshed = await refresh(party, tokens.refresh_token);
  expect([refreshed.status, refreshed.json()['error']]).toEqual([400, 'invalid_grant']);
  const info = await exchange(`${product.issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  expect(info.status).toBe(401);
}
