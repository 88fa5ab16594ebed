import { randomBytes } from 'node:crypto';
import { BrowserLike, type Page } from './browser-like.ts';
import { formBody } from './http-exchange.ts';
import { authorizationUrl, pkcePair, redeemCode, tokenAnswer, type FlowParty, type TokenAnswer } from './oauth-exchange.ts';
import type { HtmlForm } from './html-form.ts';

/** A browser that stands before the consent page of a request. */
export interface ConsentVisit {
  readonly party: FlowParty;
  readonly browser: BrowserLike;
  readonly page: Page;
  readonly form: HtmlForm;
  readonly code_verifier: string;
}

/** Follows an authorization request, through sign-in where it is asked, to the consent page. */
export async function openConsent(
  party: FlowParty,
  parameters: Record<string, string>,
  browser = new BrowserLike(),
): Promise<ConsentVisit> {
  const { code_verifier, code_challenge } = pkcePair();
  const request = {
    client_id: party.auth.client_id,
    response_type: 'code',
    redirect_uri: party.redirect_uri,
    state: randomBytes(8).toString('hex'),
    nonce: randomBytes(8).toString('hex'),
    code_challenge,
    code_challenge_method: 'S256',
    ...parameters,
  };
  const opened = await browser.open(authorizationUrl(party.issuer, request));
  const page = new URL(opened.url).pathname.startsWith('/sign-in/') ? await signInAt(browser, opened, party.answers) : opened;
  const form = page.forms.find(({ buttons }) => buttons.some(({ value }) => value === 'allow'));
  if (form === undefined) throw new Error(`no consent page, but ${page.status} at ${page.url}`);
  return { party, browser, page, form, code_verifier };
}

/** Fills the sign-in page and sends it. */
export function signInAt(browser: BrowserLike, page: Page, answers: { identifier: string; password: string }): Promise<Page> {
  const form = page.forms.find(({ controls }) => controls.includes('password'));
  if (form === undefined) throw new Error(`no sign-in form at ${page.url} (${page.status})`);
  const { identifier, password } = answers;
  return browser.submit(page, form, { fields: { identifier, password }, button: { name: '', value: '' } });
}

/** Sends the consent form with what else a person, or an attacker, filled in; the page’s URL is where it led. */
export function answerConsent(visit: ConsentVisit, fields: Record<string, string> = {}, decision = 'allow'): Promise<Page> {
  return visit.browser.submit(visit.page, visit.form, { fields, button: { name: 'decision', value: decision } });
}

/** One bare request with exactly these fields as if the page’s form were sent; no redirect is followed. */
export function postConsent(visit: ConsentVisit, fields: Record<string, string | string[]>, browser = visit.browser): Promise<Page> {
  const { page, form } = visit;
  return browser.send(new URL(form.action, page.url), { method: 'POST', referrer: page.url, body: formBody(fields) });
}

/** The tokens for the code in the URL of a page that ended at the client. */
export async function tokensAt(visit: ConsentVisit, page: Pick<Page, 'url'>): Promise<TokenAnswer> {
  const code = new URL(page.url).searchParams.get('code');
  if (code === null) throw new Error(`the client got no code: ${page.url}`);
  const answer = await redeemCode(visit.party, { code, code_verifier: visit.code_verifier });
  if (answer.status !== 200) throw new Error(`the token endpoint answered ${answer.status}: ${answer.text}`);
  return tokenAnswer(answer);
}
