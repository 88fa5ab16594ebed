import { createHash, randomBytes } from 'node:crypto';
import type { TestApp } from './test-app.ts';
import type { WalkingBrowser } from './walking-browser.ts';

export interface PublicFlow {
  app: TestApp;
  browser: WalkingBrowser;
  client_id: string;
  redirect_uri: string;
  scope?: string;
}

export interface FlowEnd {
  /** Pages that a person answered. */
  pages: string[];
  html: string[];
  callback: URL;
  code_verifier: string;
}

/** A public client’s authorization request (RFC 6749 §4.1.1, RFC 7636) of a person who is signed in and allows everything. */
export async function authorizePublicly({ app, browser, client_id, redirect_uri, scope = 'openid' }: PublicFlow): Promise<FlowEnd> {
  const code_verifier = randomBytes(32).toString('base64url');
  const code_challenge = createHash('sha256').update(code_verifier).digest('base64url');
  const request = { client_id, redirect_uri, scope, response_type: 'code', code_challenge, code_challenge_method: 'S256' };
  let page = await browser.open(`/oauth2/authorize?${new URLSearchParams(request).toString()}`);
  const [pages, html]: [string[], string[]] = [[], []];
  while (page.url.origin === app.url) {
    if (page.status !== 200 || pages.length > 3) throw new Error(`no end at ${page.url.href} (${page.status})`);
    pages.push(page.url.pathname.split('/')[1] ?? '');
    html.push(page.html);
    page = await browser.submit(page, 'decision', { decision: 'allow' });
  }
  return { pages, html, callback: page.url, code_verifier };
}

interface TokenAnswer {
  status: number;
  error?: string;
  access_token?: string;
  refresh_token?: string;
}

export async function postToken(app: TestApp, parameters: Record<string, string>): Promise<TokenAnswer> {
  const answer = await fetch(`${app.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(parameters) });
  return { ...((await answer.json()) as Omit<TokenAnswer, 'status'>), status: answer.status };
}
