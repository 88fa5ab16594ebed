import type { Page } from '@playwright/test';
import { ALICE } from '../support/standard-fixture.ts';
import { expect, requestUrl, test } from './product-test.ts';

/** Presses Tab until the control with this accessible name has the focus, as a person without a mouse would. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 25; presses += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : (element?.textContent ?? '');
      const style = element === null ? null : getComputedStyle(element);
      return { label: label.trim(), visible: style !== null && (style.outlineStyle !== 'none' || style.boxShadow !== 'none') };
    });
    if (name.test(focused.label)) {
      expect([focused.label, focused.visible]).toEqual([focused.label, true]);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`25 presses of Tab did not reach ${String(name)}`);
}

test('sign-in and consent with the keyboard alone, the focus always visible (WCAG 2.1.1, 2.4.7)', async ({ page, product }) => {
  await page.goto(requestUrl(product, { prompt: 'consent' }));
  await tabTo(page, /^Username or e-mail/);
  await page.keyboard.type(ALICE.identifier);
  await tabTo(page, /^Password/);
  await page.keyboard.type(ALICE.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/consent\//);
  await tabTo(page, /^Cancel$/);
  await page.goto(page.url());
  await tabTo(page, /^Allow$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/code=/);
});

test('in the console the skip link and the navigation are reached first', async ({ page, product }) => {
  await page.goto(`${product.issuer}/console/`);
  await page.getByLabel('Username or e-mail address').fill('bob');
  await page.getByLabel('Password', { exact: true }).fill('another long password');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('Skip to content');
  await page.keyboard.press('Enter');
  await tabTo(page, /^Create application$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/applications\/\+new/);
});
