import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { freePort } from '../support/free-port.ts';
import { startPartner } from '../support/partner-process.ts';
import { startProduct } from '../support/product.ts';
import { ALICE, BOB } from '../support/standard-fixture.ts';
import { expect, signIn, test } from './product-test.ts';

const OPERATOR = { identifier: 'operator', password: 'the operator’s long password' };

/** The values that a partner gets, as the console's file holds them. */
async function downloadEnv(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download .env' }).first().click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

interface PartnerAnswer {
  error?: string;
  claims?: { sub: string; aud: string };
  userinfo?: Record<string, unknown>;
  scope?: string;
  refreshed?: string;
  sign_out?: string;
}

/** What the partner's application shows after the redirect back. */
async function partnerAnswer(page: Page): Promise<PartnerAnswer> {
  await page.waitForURL(/\/callback\?/);
  const text = await page.locator('body').textContent();
  return JSON.parse(text ?? '') as PartnerAnswer;
}

test('from the first page to a partner’s working sign-in: six steps and one save', async ({ page, browser }) => {
  const port = await freePort();
  const product = await startProduct({ port, public_url: `http://localhost:${port}` });
  const redirectUri = `http://127.0.0.1:${await freePort()}/callback`;
  try {
    await test.step('1. the setup link makes the first operator', async () => {
      await page.goto(product.setupLink());
      await page.getByLabel('Username').fill(OPERATOR.identifier);
      await page.getByLabel('Password', { exact: true }).fill(OPERATOR.password);
      await page.getByRole('button', { name: 'Create operator' }).click();
      if (/\/sign-in\//.test(page.url())) await signIn(page, OPERATOR);
      await page.waitForURL(/\/console\//);
    });
    await test.step('2. the empty state says what a third-party app is; choose Traditional web', async () => {
      await expect(page.getByRole('tab', { name: 'Third-party apps', selected: true })).toBeVisible();
      await expect(page.getByText('A third-party app is built by somebody else')).toBeVisible();
      await expect(page.getByRole('link', { name: 'View all' })).toBeVisible();
      await page.getByRole('link', { name: /Traditional web/ }).click();
    });
    await test.step('3. name, redirect URI, Create: the one save', async () => {
      await expect(page.getByRole('radio', { name: /Third-party app/ })).toBeChecked();
      await expect(page.getByRole('radio', { name: /Traditional web/ })).toBeChecked();
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Partner Shop');
      await page.getByLabel('Redirect URI').first().fill('javascript:alert(1)');
      await page.getByRole('textbox', { name: 'Name', exact: true }).focus();
      await expect(page.getByText(/must use https/)).toBeVisible();
      await page.getByLabel('Redirect URI').first().fill(redirectUri);
      await page.getByRole('button', { name: 'Create application' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Partner Shop');
    });
    const env = await test.step('4. the values as a file', async () => {
      await expect(page.getByRole('region', { name: 'Client secret', exact: true })).toBeVisible();
      return downloadEnv(page);
    });
    expect(env).toContain(`OIDC_ISSUER=${product.issuer}\n`);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await downloadEnv(page)).not.toContain('SECRET');

    const partner = await startPartner(env);
    const people = await browser.newContext();
    const visitor = await people.newPage();
    await test.step('5. and 6. a person signs in and allows', async () => {
      await visitor.goto(partner.url);
      await signIn(visitor, OPERATOR);
      await expect(visitor.getByRole('heading', { level: 1 })).toContainText('Partner Shop');
      await visitor.getByRole('button', { name: 'Allow' }).click();
    });
    const answer = await partnerAnswer(visitor);
    expect(answer.error).toBeUndefined();
    expect(answer.userinfo).toMatchObject({ sub: answer.claims?.sub, preferred_username: OPERATOR.identifier });
    expect(answer.scope).toBe('openid profile email');
    await people.close();
    partner.stop();
  } finally {
    await product.stop();
  }
});

test('from the first page to a sign-in at a service known by name: six steps and one save', async ({ page, browser, complaints }) => {
  const port = await freePort();
  const product = await startProduct({ port, public_url: `http://localhost:${port}` });
  const address = `http://127.0.0.1:${await freePort()}`;
  try {
    await test.step('1. the setup link makes the first operator', async () => {
      await page.goto(product.setupLink());
      await page.getByLabel('Username').fill(OPERATOR.identifier);
      await page.getByLabel('Password', { exact: true }).fill(OPERATOR.password);
      await page.getByRole('button', { name: 'Create operator' }).click();
      if (/\/sign-in\//.test(page.url())) await signIn(page, OPERATOR);
      await page.waitForURL(/\/console\//);
    });
    await test.step('2. choose to go by the name of a service', () => page.getByRole('link', { name: /Is it a service/ }).click());
    await test.step('3. choose Grafana', async () => {
      await page.getByRole('textbox', { name: /Search \d+ services/ }).fill('grafana');
      await page.getByRole('link', { name: /^Grafana/ }).click();
    });
    await test.step('4. one question, Create: the one save', async () => {
      await page.getByLabel('Where does your Grafana answer?').fill('http://grafana.example.com');
      await page.getByRole('button', { name: 'Create application' }).click();
      await expect(page.getByText(/must use https; http is only for localhost/)).toBeVisible();
      expect(complaints.splice(0)).toEqual([expect.stringContaining('400')]);
      await page.getByLabel('Where does your Grafana answer?').fill(`${address}/`);
      await page.getByRole('button', { name: 'Create application' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Grafana');
    });
    const env = await test.step('5. the finished configuration, with the secret at the one moment it exists', async () => {
      const secret = (await page.getByTestId('client-secret').textContent()) ?? '';
      await expect(page.getByRole('group', { name: 'grafana.env' })).toContainText(`GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET=${secret}`);
      await expect(page.getByRole('group', { name: 'grafana.env' })).toContainText(`GF_SERVER_ROOT_URL=${address}`);
      return downloadEnv(page);
    });
    expect(env).toContain(`OIDC_REDIRECT_URI=${address}/login/generic_oauth\n`);
    await page.reload();
    await expect(page.getByRole('group', { name: 'grafana.env' })).toContainText('CLIENT_SECRET=paste-the-client-secret-here');

    const service = await startPartner(env);
    const people = await browser.newContext();
    const visitor = await people.newPage();
    await test.step('6. a person signs in at the service and allows', async () => {
      await visitor.goto(service.url);
      await signIn(visitor, OPERATOR);
      await expect(visitor.getByRole('heading', { level: 1 })).toContainText('Grafana');
      await visitor.getByRole('button', { name: 'Allow' }).click();
    });
    await visitor.waitForURL(/\/login\/generic_oauth\?/);
    const answer = JSON.parse((await visitor.locator('body').textContent()) ?? '') as PartnerAnswer & { claims: Record<string, unknown> };
    expect(answer.error).toBeUndefined();
    // The recipe puts the claims where this service reads them.
    expect(answer.claims).toMatchObject({ preferred_username: OPERATOR.identifier });
    await people.close();
    service.stop();
  } finally {
    await product.stop();
  }
});

test.describe('an operator', () => {
  test.beforeEach(async ({ page, product }) => {
    await page.goto(`${product.issuer}/console/`);
    await signIn(page, BOB);
    await page.getByRole('heading', { level: 1, name: 'Applications' }).waitFor();
  });

  for (const { type, registered, used } of [
    { type: 'Single-page app', registered: 'http://127.0.0.1:PORT/callback', used: 'http://127.0.0.1:PORT/callback' },
    { type: 'Native', registered: 'http://127.0.0.1/callback', used: 'http://127.0.0.1:PORT/callback' },
  ]) {
    test(`sets up a ${type} application, and a partner’s client signs in, refreshes and signs out with it`, async ({
      page,
      browser,
      product,
    }) => {
      const port = String(await freePort());
      await page.getByRole('link', { name: 'Create application' }).click();
      await page.getByRole('radio', { name: new RegExp(`^${type}`) }).check();
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`Partner ${type}`);
      await page.getByLabel('Redirect URI').first().fill(registered.replace('PORT', port));
      await page.getByRole('button', { name: 'Create application' }).click();
      await expect(page.getByText('No client secret')).toBeVisible();
      await page
        .getByRole('link', { name: 'Permissions' })
        .or(page.getByRole('tab', { name: 'Permissions' }))
        .click();
      await page.getByRole('checkbox', { name: /Stay connected/ }).check();
      await page.getByRole('button', { name: 'Save changes' }).click();
      await expect(page.getByText('Saved', { exact: true }).first()).toBeVisible();
      await page.getByRole('tab', { name: 'Guide' }).click();
      const env = await downloadEnv(page);

      const partner = await startPartner(env, { OIDC_REDIRECT_URI: used.replace('PORT', port), SCOPE: 'openid profile offline_access' });
      const people = await browser.newContext();
      const visitor = await people.newPage();
      await visitor.goto(partner.url);
      await signIn(visitor, ALICE);
      await expect(visitor.getByText('Keep this access while you are away')).toBeVisible();
      await visitor.getByRole('button', { name: 'Allow' }).click();
      const answer = await partnerAnswer(visitor);
      expect(answer.userinfo).toMatchObject({ name: 'Alice Example' });
      expect(answer.refreshed).toBe(answer.claims?.sub);
      await visitor.goto(answer.sign_out ?? '');
      await visitor.getByRole('button', { name: 'Sign out' }).click();
      await expect(visitor.getByRole('heading', { level: 1 })).toContainText('signed out');
      await people.close();
      partner.stop();
      expect(product.process.hasEnded()).toBe(false);
    });
  }

  test('sees both tabs and all types, and searches', async ({ page }) => {
    await page.getByRole('tab', { name: 'My apps' }).click();
    await expect(page.getByRole('link', { name: 'First Web' })).toBeVisible();
    await page.getByRole('tab', { name: 'Third-party apps' }).click();
    await page
      .getByRole('textbox', { name: /Search/ })
      .or(page.getByRole('searchbox'))
      .fill('native');
    await expect(page.getByRole('link', { name: 'Partner Native' }).first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Strict Web' })).toBeHidden();
  });

  test('adds and revokes a secret, and is shown it once', async ({ page, product }) => {
    await page.goto(`${product.issuer}/console/applications/strict-web`);
    await page.getByRole('button', { name: 'Add secret' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('for the e2e test');
    await page.getByRole('dialog').getByRole('button', { name: 'Add secret' }).click();
    await expect(page.getByTestId('client-secret')).toHaveText(/^[A-Za-z0-9._~-]{32,}$/);
    await page.getByRole('button', { name: 'I have stored it' }).click();
    await expect(page.getByTestId('client-secret')).toBeHidden();
    await page.getByRole('button', { name: 'Revoke for the e2e test' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await expect(page.getByRole('button', { name: 'Revoke for the e2e test' })).toBeHidden();
  });

  test('is asked before unsaved changes are lost, and gets the server’s reason at the field', async ({ page, product }) => {
    await page.goto(`${product.issuer}/console/applications/strict-web/settings`);
    await page.getByLabel(/Redirect URI 1/).fill('http://public.example.com/callback');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText(/must use https; http is only for localhost/).first()).toBeVisible();
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay on this page' }).click();
    await expect(page.getByLabel(/Redirect URI 1/)).toHaveValue('http://public.example.com/callback');
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave without saving' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible();
  });

  test('creates, finds and disables a user, who then cannot sign in', async ({ page, browser, product }) => {
    const username = `user-${crypto.randomUUID().slice(0, 8)}`;
    await page.getByRole('link', { name: 'Users' }).click();
    await page.getByRole('link', { name: 'Create user' }).click();
    // Exactly: until the form is there, the list's search is labelled with the word too.
    await page.getByRole('textbox', { name: 'Username', exact: true }).fill(username);
    await page.getByLabel('Password', { exact: true }).fill(ALICE.password);
    await page.getByRole('button', { name: 'Create', exact: false }).last().click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(username);
    await page
      .getByRole('link', { name: 'Sign-in and access' })
      .or(page.getByRole('tab', { name: 'Sign-in and access' }))
      .click();
    await page.getByRole('button', { name: 'Disable user' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disable user' }).click();
    await expect(page.getByText('This user is disabled')).toBeVisible();

    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto(`${product.issuer}/console/`);
    await signIn(visitor, { identifier: username, password: ALICE.password });
    await expect(visitor.getByRole('alert')).toBeVisible();
    await visitor.context().close();
  });

  test('deletes an application by typing its name, and it is gone without a reload', async ({ page }) => {
    await page.getByRole('link', { name: 'Create application' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Short-lived');
    await page.getByRole('button', { name: 'Create application' }).click();
    await page
      .getByRole('link', { name: 'Danger zone' })
      .or(page.getByRole('tab', { name: 'Danger zone' }))
      .click();
    await page.getByRole('button', { name: 'Delete application' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Type the name/).fill('Short-lived');
    await dialog.getByRole('button', { name: /Delete/ }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Applications' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Short-lived' })).toBeHidden();
  });

  test('signs out, and the console asks for a sign-in again', async ({ page, product }) => {
    await page.getByRole('button', { name: /Your account/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/console/applications'));
    await page.goto(`${product.issuer}/console/users`);
    await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeHidden();
  });
});

test('a person who is no operator is told so, and can sign out', async ({ page, product }) => {
  await page.goto(`${product.issuer}/console/`);
  await signIn(page, ALICE);
  await expect(page.getByText('Your account cannot use the console')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Sign out' }).first()).toBeVisible();
});
