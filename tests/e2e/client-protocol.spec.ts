import type { Page } from '@playwright/test';
import { exportJWK, generateKeyPair } from 'jose';
import { CERTIFICATE_ENV, CERTIFICATES } from '../support/client-certificates.ts';
import { makeClientKey } from '../support/client-keys.ts';
import { freePort } from '../support/free-port.ts';
import { startProduct } from '../support/product.ts';
import { standardFixture } from '../support/standard-fixture.ts';
import { openSettings } from './open-settings.ts';
import { expect, test } from './product-test.ts';

test.describe.configure({ timeout: 240_000 });

const save = (page: Page) => page.getByRole('button', { name: 'Save changes' }).click();
const saved = (page: Page) => expect(page.getByRole('region', { name: 'You have unsaved changes' })).toBeHidden();
const unfold = (page: Page, title: string) => page.locator('summary', { hasText: title }).click();

/** Shows the page as the server has it. */
async function reopen(page: Page): Promise<void> {
  await saved(page);
  await page.reload();
  await page.getByRole('heading', { name: 'About the app' }).waitFor();
}

test('an app is known by its certificate: one name of it, or the certificate itself (RFC 8705 §2)', async ({ page, complaints }) => {
  const port = await freePort();
  const product = await startProduct({ port, public_url: `http://localhost:${port}`, fixture: standardFixture(), env: CERTIFICATE_ENV });
  try {
    const { stored } = await openSettings(page, product);
    const subject = page.getByLabel('Subject of the certificate (DN)');
    const knownBy = page.getByLabel('The app is known by');
    await page.getByLabel('TLS certificate of an authority').check();
    await save(page);
    await expect(page.getByText('Enter the name that stands in the certificate.')).toBeVisible();
    await expect(subject).toBeFocused();
    await subject.fill('partner');
    await save(page);
    await expect(page.getByText('Must be a distinguished name such as “CN=client,O=Example,C=DE” (RFC 4514)')).toBeVisible();
    await expect(subject).toBeFocused();
    await subject.fill('CN=partner,C=DE');
    await save(page);
    await reopen(page);
    await expect(page.getByLabel('TLS certificate of an authority')).toBeChecked();
    await expect(subject).toHaveValue('CN=partner,C=DE');

    await knownBy.selectOption('DNS name in the certificate');
    await page.getByRole('textbox', { name: 'DNS name in the certificate' }).fill('partner.example.com');
    await save(page);
    await reopen(page);
    await expect(knownBy).toHaveValue('tls_client_auth_san_dns');
    expect(await stored()).toMatchObject({
      token_endpoint_auth_method: 'tls_client_auth',
      tls_client_auth_san_dns: 'partner.example.com',
      tls_client_auth_subject_dn: null,
    });

    await page.getByLabel('TLS certificate of its own').check();
    await page.getByLabel('Register them here').check();
    const { public_jwk } = await makeClientKey('ES256');
    await page.getByLabel('Key set (JWKS)').fill(JSON.stringify(public_jwk));
    await save(page);
    await expect(page.getByText('Must hold the client’s certificate as x5c')).toBeVisible();
    await page.getByLabel('Key set (JWKS)').fill(JSON.stringify({ ...public_jwk, x5c: [CERTIFICATES.partner] }));
    await save(page);
    await reopen(page);
    await expect(page.getByLabel('Key set (JWKS)')).toHaveValue(new RegExp(CERTIFICATES.partner.slice(0, 40)));
    expect(await stored()).toMatchObject({
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: { keys: [{ x5c: [CERTIFICATES.partner] }] },
    });
    // The browser logs both refusals, which the page has shown.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('400'), expect.stringContaining('400')]);
  } finally {
    await product.stop();
  }
});

test('how requests are signed, how answers come, and how they are signed and encrypted (JARM, OIDC Registration §2)', async ({
  page,
  product,
}) => {
  const { stored } = await openSettings(page, product);
  await unfold(page, 'Requests and answers');
  await page.getByLabel('form_post', { exact: true }).check();
  await page.getByLabel('query.jwt', { exact: true }).check();
  await page.getByLabel('Signature of requests').selectOption('ES256');
  await page.getByLabel('Signature of sign-in answers').selectOption('PS256');
  await page.getByLabel('Encryption of ID tokens', { exact: true }).selectOption('RSA-OAEP-256');
  await page.getByLabel('Content encryption of ID tokens').selectOption('A256GCM');
  await page.getByLabel('Encryption of userinfo answers', { exact: true }).selectOption('RSA-OAEP');
  await expect(page.getByLabel('Userinfo answers', { exact: true })).toHaveValue('RS256');
  await page.getByLabel('Register them here').check();
  await save(page);
  const keys = page.getByLabel('Key set (JWKS)');
  await expect(page.getByText('Paste the app’s public keys.')).toBeVisible();
  await expect(keys).toBeFocused();
  const { publicKey } = await generateKeyPair('RSA-OAEP-256');
  await keys.fill(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), use: 'enc', kid: 'for-answers' }] }));
  await save(page);
  await reopen(page);

  await expect(page.locator('summary', { hasText: 'Requests and answers' })).toContainText('Encrypted');
  await unfold(page, 'Requests and answers');
  await expect(page.getByLabel('form_post', { exact: true })).toBeChecked();
  await expect(page.getByLabel('query', { exact: true })).not.toBeChecked();
  await expect(page.getByLabel('Content encryption of ID tokens')).toHaveValue('A256GCM');
  expect(await stored()).toMatchObject({
    response_modes: ['form_post', 'query.jwt'],
    request_object_signing_alg: 'ES256',
    authorization_signed_response_alg: 'PS256',
    id_token_encrypted_response_alg: 'RSA-OAEP-256',
    id_token_encrypted_response_enc: 'A256GCM',
    userinfo_encrypted_response_alg: 'RSA-OAEP',
    userinfo_encrypted_response_enc: null,
    userinfo_signed_response_alg: 'RS256',
    jwks: { keys: [{ kid: 'for-answers' }] },
  });

  await page.getByLabel('Encryption of ID tokens', { exact: true }).selectOption('Not encrypted');
  await expect(page.getByLabel('Content encryption of ID tokens')).toBeHidden();
  await save(page);
  await reopen(page);
  expect(await stored()).toMatchObject({ id_token_encrypted_response_alg: null, id_token_encrypted_response_enc: null });
});

test('what the app wants of every sign-in, and where one may be started (OIDC Registration §2, OIDC Core §4)', async ({
  page,
  product,
}) => {
  const { stored } = await openSettings(page, product);
  await unfold(page, 'What the app wants of every sign-in');
  const maxAge = page.getByLabel('Ask for the password again after', { exact: true });
  const loginUri = page.getByLabel('Where a sign-in may be started (initiate_login_uri)');
  await maxAge.fill('400');
  await page.getByLabel('Ask for the password again after: unit').selectOption('days');
  await loginUri.fill('http://app.example.com/login');
  await page.getByLabel('Always say when the person signed in').check();
  await save(page);
  await expect(maxAge).toHaveAttribute('aria-invalid', 'true');
  await expect(loginUri).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText(/This URI must use https/)).toBeVisible();
  await maxAge.fill('2');
  await loginUri.fill('https://app.example.com/login');
  await save(page);
  await reopen(page);

  await expect(page.locator('summary', { hasText: 'What the app wants of every sign-in' })).toContainText('Can be started elsewhere');
  await unfold(page, 'What the app wants of every sign-in');
  await expect(maxAge).toHaveValue('2');
  await expect(loginUri).toHaveValue('https://app.example.com/login');
  await expect(page.getByLabel('Always say when the person signed in')).toBeChecked();
  expect(await stored()).toMatchObject({
    default_max_age: 2 * 86_400,
    require_auth_time: true,
    initiate_login_uri: 'https://app.example.com/login',
  });

  await maxAge.fill('0');
  await loginUri.fill('');
  await save(page);
  await reopen(page);
  expect(await stored()).toMatchObject({ default_max_age: 0, initiate_login_uri: null });
});
