import type { Answers, BrowserLike, Page } from './browser-like.ts';

/** Answers the hosted pages of an authorization request until something else comes: the client, its form, or an error page. */
export async function walkToEnd(browser: BrowserLike, url: string | URL, answers: Answers): Promise<Page> {
  let page = await browser.open(url);
  for (let steps = 0; steps < 4 && /\/(sign-in|consent)\//.test(new URL(page.url).pathname); steps += 1)
    page = await browser.answer(page, answers);
  return page;
}
