import { contract } from '@consentry/contract';
import { managementApi } from '../support/management.ts';
import { ALICE } from '../support/standard-fixture.ts';
import type { Product } from '../support/product.ts';
import { expect, listen, requestUrl, signIn, test } from './product-test.ts';

const PASSWORD = 'a password of many words';

/** A user of the test's own, so that nothing was allowed before. */
async function newPerson(product: Product): Promise<{ identifier: string; password: string; email: string }> {
  const api = await managementApi(product.issuer);
  const identifier = `person-${crypto.randomUUID().slice(0, 8)}`;
  const email = `${identifier}@example.com`;
  await api(contract.users.create, { body: { username: identifier, password: PASSWORD, email, claims: { name: 'Pat Person' } } });
  return { identifier, password: PASSWORD, email };
}

test('a wrong password says so and keeps what was typed; then sign-in, consent with the actual values, and back to the app', async ({
  page,
  product,
}) => {
  const person = await newPerson(product);
  await page.goto(requestUrl(product));
  await expect(page).toHaveTitle(/Sign in/);
  await signIn(page, { ...person, password: 'not the password' });
  await expect(page.getByRole('alert')).toContainText('isn’t right');
  await expect(page.getByLabel('Username or e-mail address')).toHaveValue(person.identifier);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');

  await signIn(page, person);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Partner Web');
  await expect(page.getByText(person.email).first()).toBeVisible();
  await expect(page.getByText('Pat Person').first()).toBeVisible();
  await expect(page.getByText(new URL(product.app_origin).host)).toBeVisible();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL(`${product.app_origin}/callback?code=*`);
  expect(new URL(page.url()).searchParams.get('state')).toBe('the-state');
  expect(new URL(page.url()).searchParams.get('iss')).toBe(product.issuer);
});

test('signs in with the e-mail address as well', async ({ page, product }) => {
  const person = await newPerson(product);
  await page.goto(requestUrl(product));
  await signIn(page, { identifier: person.email.toUpperCase(), password: person.password });
  await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
});

test('cancel on consent gives the app access_denied with state and iss (RFC 6749 §4.1.2.1, RFC 9207)', async ({ page, product }) => {
  await page.goto(requestUrl(product));
  await signIn(page, await newPerson(product));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForURL(`${product.app_origin}/**`);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
    error: 'access_denied',
    state: 'the-state',
    iss: product.issuer,
  });
});

test('in a second browser the same app is not asked about again, and a new scope asks only for what is new', async ({
  page,
  browser,
  product,
  complaints,
}, testInfo) => {
  const person = await newPerson(product);
  await page.goto(requestUrl(product));
  await signIn(page, person);
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL(/code=/);

  const context = await browser.newContext(testInfo.project.use.javaScriptEnabled === false ? { javaScriptEnabled: false } : {});
  listen(context, complaints);
  const second = await context.newPage();
  await second.goto(requestUrl(product));
  await signIn(second, person);
  await second.waitForURL(/code=/);

  await second.goto(requestUrl(product, { scope: 'openid profile email phone' }));
  await expect(second.getByText('See your phone number')).toBeVisible();
  await expect(second.getByText('See your e-mail address')).toBeHidden();
  await second.getByText('Allowed before').click();
  await expect(second.getByText('See your e-mail address')).toBeVisible();
  await second.getByRole('button', { name: 'Allow' }).click();
  await second.waitForURL(/code=/);
  await context.close();
});

test('“Not you?” leads to another account', async ({ page, product }) => {
  const [first, other] = [await newPerson(product), await newPerson(product)];
  await page.goto(requestUrl(product));
  await signIn(page, first);
  await page.getByRole('link', { name: 'Not you?' }).click();
  await signIn(page, other);
  const next = page.getByRole('button', { name: 'Continue' });
  if (await next.isVisible()) await next.click();
  await expect(page.getByText(other.email).first()).toBeVisible();
});

test('sign-out asks, and ends the session', async ({ page, product }) => {
  const person = await newPerson(product);
  await page.goto(requestUrl(product));
  await signIn(page, person);
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL(/code=/);
  await page.goto(`${product.issuer}/oauth2/logout`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('signed out');
  await page.goto(requestUrl(product, { prompt: 'none' }));
  expect(new URL(page.url()).searchParams.get('error')).toBe('login_required');
});

test('an unknown app and a wrong redirect URI are pages that a person can act on, with a reference', async ({ page, product }) => {
  for (const wrong of [{ client_id: 'unknown' }, { redirect_uri: `${product.app_origin}/other` }]) {
    const answer = await page.goto(requestUrl(product, wrong));
    expect(answer?.status()).toBe(400);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('Reference')).toBeVisible();
    await expect(page.getByText((await answer?.headerValue('x-request-id')) ?? 'no request id')).toBeVisible();
  }
});

test('people sign up where it is allowed, and go on to the app', async ({ page, product }) => {
  await page.goto(requestUrl(product));
  await page.getByRole('link', { name: 'Create an account' }).click();
  await page.getByLabel('Username').fill('ALICE');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Someone has this username already').first()).toBeVisible();
  await page.getByLabel('Username').fill(`new-${crypto.randomUUID().slice(0, 8)}`);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL(/code=/);
});

test('the account page says who is signed in, and signs out', async ({ page, product }) => {
  await page.goto(`${product.issuer}/`);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, ALICE);
  await expect(page.getByText('Alice Example').first()).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${product.issuer}/`);
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
});
