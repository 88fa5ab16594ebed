import type { Answers, BrowserLike } from './browser-like.ts';

/** What a client gets in answer to an authorization request, and how. */
export interface AuthorizationResponse {
  parameters: URLSearchParams;
  mode: 'query' | 'fragment' | 'form_post';
  /** Where the browser is sent. */
  target: URL;
}

/** From an authorization URL through sign-in and consent, wherever they come, to the response that the client gets, in any response mode. */
export async function authorizationResponse(browser: BrowserLike, url: URL, answers: Answers): Promise<AuthorizationResponse> {
  let page = await browser.open(url);
  for (let steps = 0; steps < 6; steps += 1) {
    const end = new URL(page.url);
    if (end.origin !== url.origin) return atClient(end);
    const posted = page.forms.find(({ action }) => URL.canParse(action) && new URL(action).origin !== url.origin);
    if (posted !== undefined) return { parameters: new URLSearchParams(posted.fields), mode: 'form_post', target: new URL(posted.action) };
    page = await browser.answer(page, answers);
  }
  throw new Error(`no end after six pages; the last is ${page.url}`);
}

function atClient(end: URL): AuthorizationResponse {
  const mode = end.hash === '' ? 'query' : 'fragment';
  const parameters = mode === 'query' ? end.searchParams : new URLSearchParams(end.hash.slice(1));
  return { parameters, mode, target: new URL(end.pathname, end) };
}
