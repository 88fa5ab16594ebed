import { contract } from '@consentry/contract';
import { expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange } from '../support/http-exchange.ts';
import { managementApi } from '../support/management.ts';
import {
  introspect,
  jwtClaims,
  obtainCode,
  obtainTokens,
  postForm,
  redeemCode,
  refresh,
  tokenAnswer,
  type FlowParty,
} from '../support/oauth-exchange.ts';
import { BOB, publicParty, WEB_CALLBACK, webParty } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' };

async function expectDead(party: FlowParty, tokens: { refresh_token: string; access_token: string }): Promise<void> {
  const answer = await refresh(party, tokens.refresh_token);
  expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_grant']);
  expect(await introspect(webParty(product().issuer), tokens.access_token)).toEqual({ active: false });
  const info = await exchange(`${product().issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  expect(info.status).toBe(401);
}

test.each([
  ['a confidential client', () => webParty(product().issuer)],
  ['a public client', () => publicParty(product().issuer)],
] as const)('%s: a refresh token used again after its successor ends its whole family (RFC 9700 §4.14.2)', async (_, party) => {
  const first = await obtainTokens(party(), OFFLINE);
  const second = tokenAnswer(await refresh(party(), first.refresh_token));
  expect(second.refresh_token).not.toBe(first.refresh_token);
  // A lost answer is given again, with the same successor: there is never a second branch (record 0023).
  expect(tokenAnswer(await refresh(party(), first.refresh_token)).refresh_token).toBe(second.refresh_token);
  const third = tokenAnswer(await refresh(party(), second.refresh_token));
  expect((await refresh(party(), first.refresh_token)).status).toBe(400);
  for (const token of [second.refresh_token, third.refresh_token]) {
    const answer = await refresh(party(), token);
    expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_grant']);
  }
});

test('a refresh token that is repeated in time is repeated to its own client alone, and gives no more than before', async () => {
  const party = publicParty(product().issuer);
  const first = await obtainTokens(party, OFFLINE);
  await refresh(party, first.refresh_token);
  const thief = await refresh(publicParty(product().issuer, 'partner-native'), first.refresh_token);
  expect([thief.status, thief.json()['error']]).toEqual([400, 'invalid_grant']);
  const more = { grant_type: 'refresh_token', refresh_token: first.refresh_token, scope: 'openid email phone' };
  expect((await postForm(`${product().issuer}/oauth2/token`, more, party.auth)).json()['error']).toBe('invalid_scope');
  expect((await refresh(party, first.refresh_token)).status).toBe(200);
});

test('a refresh token belongs to its client (RFC 6749 §6)', async () => {
  const party = webParty(product().issuer);
  const tokens = await obtainTokens(party, OFFLINE);
  for (const thief of [webParty(product().issuer, 'legacy-web'), publicParty(product().issuer)]) {
    const answer = await refresh(thief, tokens.refresh_token);
    expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_grant']);
  }
  expect((await refresh(party, tokens.refresh_token)).status).toBe(200);
});

test('a refresh may ask for less, never for more than was granted (RFC 6749 §6)', async () => {
  const party = webParty(product().issuer);
  const tokens = await obtainTokens(party, OFFLINE);
  const ask = (token: string, scope: string): ReturnType<typeof refresh> =>
    postForm(`${product().issuer}/oauth2/token`, { grant_type: 'refresh_token', refresh_token: token, scope }, party.auth);
  const more = await ask(tokens.refresh_token, 'openid email phone');
  expect([more.status, more.json()['error']]).toEqual([400, 'invalid_scope']);
  const less = await ask(tokens.refresh_token, 'openid');
  expect(tokenAnswer(less).scope).toBe('openid');
  const info = await exchange(`${product().issuer}/oauth2/userinfo`, {
    headers: { authorization: `Bearer ${tokenAnswer(less).access_token}` },
  });
  expect(info.json()).not.toHaveProperty('email');
});

test('a client cannot revoke or read the tokens of another (RFC 7009 §2.1, RFC 7662 §4)', async () => {
  const party = webParty(product().issuer);
  const other = webParty(product().issuer, 'legacy-web');
  const tokens = await obtainTokens(party, OFFLINE);
  for (const token of [tokens.access_token, tokens.refresh_token])
    await postForm(`${product().issuer}/oauth2/revoke`, { token }, other.auth);
  expect(await introspect(other, tokens.refresh_token)).toEqual({ active: false });
  expect(await introspect(party, tokens.access_token)).toMatchObject({ active: true });
  expect((await refresh(party, tokens.refresh_token)).status).toBe(200);
});

test('a grant that is revoked ends refresh and opaque tokens at once, and consent is asked again (product.md, Consent)', async () => {
  const api = await managementApi(product().issuer);
  const party = webParty(product().issuer);
  const tokens = await obtainTokens(party, OFFLINE);
  const sub = String(jwtClaims(tokens.id_token)['sub']);
  const { items } = await api(contract.grants.list, { query: { client_id: 'partner-web', user_id: sub } });
  expect(items).toHaveLength(1);
  await api(contract.grants.revoke, { params: { grant_id: items[0]?.grant_id ?? '' } });
  await expectDead(party, tokens);
  const { browser } = await obtainCode(party, { scope: 'openid' });
  expect(browser.answered).toEqual(['sign-in', 'consent']);
});

test('a code that was issued before its grant was revoked is worth nothing', async () => {
  const api = await managementApi(product().issuer);
  const party = webParty(product().issuer);
  const authorized = await obtainCode(party);
  const { items } = await api(contract.grants.list, { query: { client_id: 'partner-web' } });
  for (const { grant_id } of items) await api(contract.grants.revoke, { params: { grant_id } });
  expect((await redeemCode(party, authorized)).json()['error']).toBe('invalid_grant');
  expect((await redeemCode(party, await obtainCode(party))).status).toBe(200);
});

test('a scope taken off a client is gone at the next refresh, and comes back with it (product.md, Permissions)', async () => {
  const api = await managementApi(product().issuer);
  const party = webParty(product().issuer, 'legacy-web');
  const params = { client_id: 'legacy-web' };
  const tokens = await obtainTokens(party, OFFLINE);
  await api(contract.clients.update, { params, body: { scopes: ['openid', 'offline_access'] } });
  const narrowed = tokenAnswer(await refresh(party, tokens.refresh_token));
  expect(narrowed.scope.split(' ')).not.toContain('email');
  const info = await exchange(`${product().issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${narrowed.access_token}` } });
  expect(info.json()).not.toHaveProperty('email');
  const old = await exchange(`${product().issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  expect(old.text).not.toContain('alice@example.com');
  await api(contract.clients.update, { params, body: { scopes: ['openid', 'profile', 'email', 'groups', 'offline_access'] } });
  expect(tokenAnswer(await refresh(party, narrowed.refresh_token)).scope.split(' ')).toContain('email');
});

test('a disabled user has no session, no refresh and no sign-in; enabled again, only a new sign-in works (I4)', async () => {
  const api = await managementApi(product().issuer);
  const { user_id } = await api(contract.users.create, { body: { username: 'carol', password: 'carols long password' } });
  const party = { ...webParty(product().issuer), answers: { identifier: 'carol', password: 'carols long password' } };
  const browser = new BrowserLike();
  const tokens = await obtainTokens(party, OFFLINE, browser);
  await api(contract.users.disable, { params: { user_id } });
  await expectDead(party, tokens);
  const silent = await browser.open(silentUrl());
  expect(silent.url).toContain('error=login_required');
  await expect(obtainCode(party)).rejects.toThrow(/six pages|nothing to answer/);
  await api(contract.users.enable, { params: { user_id } });
  await expectDead(party, tokens);
  expect((await redeemCode(party, await obtainCode(party))).status).toBe(200);
});

test('a new password ends the sessions and token families of the user', async () => {
  const api = await managementApi(product().issuer);
  const { user_id } = await api(contract.users.create, { body: { username: 'dave', password: 'daves first password' } });
  const party = { ...webParty(product().issuer), answers: { identifier: 'dave', password: 'daves first password' } };
  const browser = new BrowserLike();
  const tokens = await obtainTokens(party, OFFLINE, browser);
  await api(contract.users.update, { params: { user_id }, body: { password: 'daves second password' } });
  await expectDead(party, tokens);
  expect((await browser.open(silentUrl())).url).toContain('error=login_required');
  const renewed = { ...party, answers: { identifier: 'dave', password: 'daves second password' } };
  expect((await redeemCode(renewed, await obtainCode(renewed))).status).toBe(200);
});

test('a deleted client’s tokens are dead, and a client of the same id inherits nothing', async () => {
  const api = await managementApi(product().issuer);
  const body = {
    client_id: 'short-lived',
    name: 'Short',
    app_type: 'traditional_web',
    party: 'third_party',
    redirect_uris: [WEB_CALLBACK],
  } as const;
  const make = async (): Promise<FlowParty> => {
    const { client_secret } = await api(contract.clients.create, {
      body: { ...body, redirect_uris: [WEB_CALLBACK], scopes: ['openid', 'email', 'offline_access'] },
    });
    return {
      issuer: product().issuer,
      auth: { method: 'basic', client_id: body.client_id, client_secret: client_secret ?? '' },
      redirect_uri: WEB_CALLBACK,
      answers: BOB,
    };
  };
  const party = await make();
  const tokens = await obtainTokens(party, OFFLINE);
  await api(contract.clients.delete, { params: { client_id: body.client_id } });
  expect((await refresh(party, tokens.refresh_token)).status).toBe(401);
  const successor = await make();
  await expectDead(successor, tokens);
  expect((await obtainCode(successor)).browser.answered).toEqual(['sign-in', 'consent']);
});

function silentUrl(): string {
  const query = {
    client_id: 'partner-web',
    response_type: 'code',
    redirect_uri: WEB_CALLBACK,
    scope: 'openid',
    nonce: 'n',
    state: 's',
    prompt: 'none',
  };
  return `${product().issuer}/oauth2/authorize?${new URLSearchParams(query).toString()}`;
}
