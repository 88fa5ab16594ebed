import type { BrowserLike, Page } from './browser-like.ts';

/** Signs out on the account page, where no client has a part in it. */
export async function signOutAtAccount(browser: BrowserLike, issuer: string): Promise<Page> {
  const account = await browser.open(`${issuer}/account`);
  const form = account.forms.find(({ action }) => action === '/account/sign-out');
  if (form === undefined) throw new Error(`no sign-out at ${account.url} (${account.status})`);
  return browser.submit(account, form);
}
