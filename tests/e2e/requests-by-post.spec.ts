import { ALICE } from '../support/standard-fixture.ts';
import { expect, requestUrl, signIn, test } from './product-test.ts';

/** A page of another site that sends its authorization request as a form (OIDC Core §3.1.2.1). */
function formPage(url: URL): string {
  const fields = [...url.searchParams].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join('');
  return `<!doctype html><title>Shop</title><form method="post" action="${url.origin}${url.pathname}">${fields}<button>Sign in</button></form>`;
}

test('a form of another site leads to the app, and who is signed in stays so, although the form carries no cookie (OIDC Core §3.1.2.1)', async ({
  page,
  product,
}) => {
  await page.goto(requestUrl(product));
  await signIn(page, ALICE);
  const [allow, app] = [page.getByRole('button', { name: 'Allow' }), page.getByRole('heading', { name: 'The app' })];
  await expect(allow.or(app)).toBeVisible();
  if (await allow.isVisible()) await allow.click();
  await expect(app).toBeVisible();

  await page.route('http://shop.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: formPage(new URL(requestUrl(product, { scope: 'openid' }))) }),
  );
  await page.goto('http://shop.example/');
  const posted = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect((await (await posted).allHeaders())['cookie']).toBeUndefined();
  await expect(app).toBeVisible();
  expect(new URL(page.url()).searchParams.get('code')).not.toBeNull();
});
