import { contract, createApiClient, type ApiClient, type CreateClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerConsent, openConsent } from '../support/consent-visit.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import {
  authorizationUrl,
  clientCredentialsToken,
  introspect,
  obtainCode,
  obtainTokens,
  postForm,
  redeemCode,
  refresh,
  tokenAnswer,
  type FlowParty,
} from '../support/oauth-exchange.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ORDERS_API, standardFixture, webParty } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

const OFFLINE = { scope: 'openid email offline_access', prompt: 'consent' };

let product: Product;
let api: ApiClient;

beforeAll(async () => {
  product = await startProduct({ fixture: standardFixture() });
  api = await managementApi(product.issuer);
});
afterAll(() => product?.stop());

const newParty = async (settings: Partial<CreateClient> = {}): Promise<FlowParty> =>
  makeParty(api, { issuer: product.issuer, person: await makePerson(api), settings: { optional_scopes: [], ...settings } });
const disable = ({ auth: { client_id } }: Pick<FlowParty, 'auth'>) =>
  api(contract.clients.disable, { params: { client_id }, body: { reason: 'It sent unwanted messages' } });
const enable = ({ auth: { client_id } }: Pick<FlowParty, 'auth'>) => api(contract.clients.enable, { params: { client_id } });
const userinfo = (token: string): Promise<Exchange> =>
  exchange(`${product.issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${token}` } });

async function machine(management_scopes: CreateClient['management_scopes'] = []) {
  const { client, client_secret } = await api(contract.clients.create, {
    body: {
      name: 'Robot',
      app_type: 'machine_to_machine',
      party: 'first_party',
      resource_scopes: { [ORDERS_API]: ['orders:read'] },
      management_scopes,
    },
  });
  const auth = { method: 'basic', client_id: client.client_id, client_secret: client_secret ?? '' } as const;
  return { issuer: product.issuer, auth };
}

/** RFC 6749 §5.2: the client proved itself and may have nothing. */
function expectUnauthorized(answer: Exchange): void {
  expect([answer.status, answer.json()['error']]).toEqual([400, 'unauthorized_client']);
  expect(answer.text).not.toContain('unwanted messages');
}

describe('a disabled client', () => {
  test('sends nobody anywhere: the person gets a page, and the redirect URI not even an error (RFC 6749 §4.1.2.1)', async () => {
    const party = await newParty();
    await disable(party);
    const query = { client_id: party.auth.client_id, response_type: 'code', redirect_uri: party.redirect_uri, scope: 'openid', nonce: 'n' };
    for (const prompt of [{}, { prompt: 'none' }]) {
      const page = await new BrowserLike().open(authorizationUrl(product.issuer, { ...query, ...prompt }));
      expect([page.status, page.headers.location]).toEqual([403, undefined]);
      expect(page.text).toContain('This app is switched off');
      expect(page.text).not.toContain('unwanted messages');
    }
    await enable(party);
    expect((await obtainTokens(party)).access_token).not.toBe('');
  });

  test('gets no code from a consent page that was open already', async () => {
    const party = await newParty();
    const visit = await openConsent(party, { scope: 'openid email' }, new BrowserLike());
    await disable(party);
    const page = await answerConsent(visit);
    expect([page.status, new URL(page.url).origin]).toEqual([403, product.issuer]);
    await enable(party);
    expect((await obtainTokens(party)).access_token).not.toBe('');
  });

  test('cannot redeem a code or use a refresh token, neither while it is disabled nor later (RFC 6749 §5.2)', async () => {
    const party = await newParty();
    const tokens = await obtainTokens(party, OFFLINE);
    const authorized = await obtainCode(party);
    await disable(party);
    expectUnauthorized(await refresh(party, tokens.refresh_token));
    expectUnauthorized(await redeemCode(party, authorized));
    await enable(party);
    for (const late of [await refresh(party, tokens.refresh_token), await redeemCode(party, authorized)])
      expect([late.status, late.json()['error']]).toEqual([400, 'invalid_grant']);
    // What its users have granted stays: nobody is asked again.
    const again = await obtainTokens(party, { scope: 'openid email offline_access' });
    expect(tokenAnswer(await refresh(party, again.refresh_token)).access_token).not.toBe('');
  });

  test.each([
    ['opaque', 'opaque'],
    ['JWT', 'jwt'],
  ] as const)('has %s access tokens that no endpoint takes, for good (RFC 6750 §3.1, RFC 7662 §2.2)', async (_, access_token_format) => {
    const party = await newParty({ access_token_format });
    const { access_token } = await obtainTokens(party, { scope: 'openid email' });
    const asker = webParty(product.issuer, 'first-web');
    expect((await userinfo(access_token)).status).toBe(200);
    expect(await introspect(asker, access_token)).toMatchObject({ active: true });
    await disable(party);
    for (const state of ['disabled', 'enabled']) {
      if (state === 'enabled') await enable(party);
      expect((await userinfo(access_token)).status, state).toBe(401);
      expect(await introspect(asker, access_token), state).toEqual({ active: false });
    }
    await expectWorking(async () => (await userinfo((await obtainTokens(party, { scope: 'openid email' })).access_token)).status === 200);
  });

  test('gets no token of its own, and those that it has are dead (RFC 6749 §4.4)', async () => {
    const { issuer, auth } = await machine();
    const ask = () => postForm(`${issuer}/oauth2/token`, { grant_type: 'client_credentials', resource: ORDERS_API }, auth);
    const { access_token } = tokenAnswer(await ask());
    const asker = webParty(issuer, 'first-web');
    expect(await introspect(asker, access_token)).toMatchObject({ active: true });
    await disable({ auth });
    expectUnauthorized(await ask());
    expect(await introspect(asker, access_token)).toEqual({ active: false });
    await enable({ auth });
    expect(await introspect(asker, access_token)).toEqual({ active: false });
    await expectWorking(async () => (await introspect(asker, tokenAnswer(await ask()).access_token))['active'] === true);
  });

  test('has no say at the management API', async () => {
    const { issuer, auth } = await machine(['grants:read']);
    const call = async (token: string): Promise<boolean> => {
      const list = createApiClient({ base_url: `${issuer}/api/v1`, headers: () => ({ authorization: `Bearer ${token}` }) });
      return list(contract.grants.list, { query: {} }).then(
        () => true,
        () => false,
      );
    };
    const newToken = () => clientCredentialsToken(issuer, auth, { resource: `${issuer}/api/v1` });
    const token = await newToken();
    expect(await call(token)).toBe(true);
    await disable({ auth });
    expect(await call(token)).toBe(false);
    await enable({ auth });
    expect(await call(token)).toBe(false);
    await expectWorking(async () => call(await newToken()));
  });

  test('learns nothing at introspection, though it is the operator’s own (RFC 7662 §2.2)', async () => {
    const party = await newParty({ party: 'first_party' });
    const { access_token } = await obtainTokens(webParty(product.issuer), { scope: 'openid' });
    expect(await introspect(party, access_token)).toMatchObject({ active: true });
    await disable(party);
    expect(await introspect(party, access_token)).toEqual({ active: false });
    await enable(party);
    expect(await introspect(party, access_token)).toMatchObject({ active: true });
  });

  test('learns of its state by its own credentials alone (RFC 6749 §5.2)', async () => {
    const party = await newParty();
    await disable(party);
    const guessed = { ...party, auth: { ...party.auth, client_secret: 'a-guess-of-32-characters-or-a-bit-more' } } as FlowParty;
    const answer = await refresh(guessed, 'anything');
    expect([answer.status, answer.json()['error']]).toEqual([401, 'invalid_client']);
    expectUnauthorized(await refresh(party, 'anything'));
  });

  test('may still give its tokens back (RFC 7009 §2.1)', async () => {
    const party = await newParty();
    const { refresh_token } = await obtainTokens(party, OFFLINE);
    await disable(party);
    const answer = await postForm(`${product.issuer}/oauth2/revoke`, { token: refresh_token }, party.auth);
    expect(answer.status).toBe(200);
  });
});

/** The control. `iat` knows whole seconds, so that a token of the very second of enabling counts as one from before. */
async function expectWorking(works: () => Promise<boolean>): Promise<void> {
  await waitUntil('it works again', works);
}
