import { ALICE } from '../support/standard-fixture.ts';
import { expect, requestUrl, signIn, test } from './product-test.ts';

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('a response by form_post reaches the client, whose policy the browser keeps (OAuth Form Post §2)', async ({ page, product }) => {
      const posted = page.waitForRequest((request) => request.method() === 'POST' && request.url() === `${product.app_origin}/callback`);
      await page.goto(requestUrl(product, { response_mode: 'form_post' }));
      await signIn(page, ALICE);
      const allow = page.getByRole('button', { name: 'Allow' });
      const onward = page.getByRole('button', { name: 'Continue' });
      await expect(allow.or(onward).or(page.getByRole('heading', { name: 'The app' }))).toBeVisible();
      if (await allow.isVisible()) await allow.click();
      if (!javaScriptEnabled) await onward.click();
      const fields = new URLSearchParams((await posted).postData() ?? '');
      expect([...fields.keys()].toSorted((a, b) => a.localeCompare(b))).toEqual(['code', 'iss', 'state']);
      await expect(page.getByRole('heading', { name: 'The app' })).toBeVisible();
    });
  });
}
