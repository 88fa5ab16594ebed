import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { answerConsent, openConsent, postConsent, tokensAt } from '../support/consent-visit.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson, type Person } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, jwtClaims, pkcePair, postForm, redeemCode, type FlowParty } from '../support/oauth-exchange.ts';
import { BANK_API, makeBank, payment } from '../support/payment-type.ts';
import { pushRequest } from '../support/push-request.ts';
import { useProduct } from '../support/use-product.ts';

const product = useProduct();
let api: ApiClient;

beforeAll(async () => {
  api = await managementApi(product().issuer);
  await makeBank(api);
});

async function party(settings: Partial<CreateClient> = {}): Promise<FlowParty & { person: Person }> {
  const person = await makePerson(api);
  const own = { authorization_details_types: ['payment_initiation'], ...settings };
  return { ...(await makeParty(api, { issuer: product().issuer, person, settings: own })), person };
}

const asked = (details: unknown, more: Record<string, string> = {}): Record<string, string> => ({
  scope: 'openid',
  authorization_details: typeof details === 'string' ? details : JSON.stringify(details),
  ...more,
});

const grantOf = async ({ person }: { person: Person }) =>
  (await api(contract.grants.list, { query: { user_id: person.user_id } })).items[0];

describe('what a client writes into details', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an attribute that ends', '" onfocus="alert(1)" autofocus="'],
    ['an entity', '&lt;script&gt;'],
    ['a placeholder of our texts', '{{product}} $t(consent.allow)'],
  ])('%s is text on the consent page, and changes nothing else of it', async (_name, creditor) => {
    const here = await party();
    const plain = await openConsent(here, asked([payment({ creditor: 'Merchant', note: 'Note' })]));
    const visit = await openConsent(here, asked([payment({ creditor, note: creditor, [`x${creditor.slice(0, 10)}`]: 'y' })]));
    expect(visit.page.text).not.toMatch(/<script>alert|onfocus="alert|<b onfocus/);
    expect((visit.page.text.match(/<script/g) ?? []).length).toBe((plain.page.text.match(/<script/g) ?? []).length);
    expect(visit.form.action.split('/').slice(0, -1)).toEqual(plain.form.action.split('/').slice(0, -1));
    const tokens = await tokensAt(visit, await answerConsent(visit));
    expect(jwtClaims(tokens.access_token)['authorization_details']).toMatchObject([{ creditor }]);
  });

  test('is shown in full and isolated: long values, right-to-left text, members that the words leave out (RFC 9396 §12)', async () => {
    const here = await party();
    const creditor = `شركة ${'x'.repeat(480)} END`;
    const visit = await openConsent(
      here,
      asked([payment({ creditor, terms: { fee: { value: '1000000.00' } }, steps: [{ to: 'Mallory' }] })]),
    );
    for (const part of [`<bdi>${creditor}</bdi>`, 'terms.fee.value', '1000000.00', 'steps.0.to', 'Mallory', 'initiate'])
      expect(visit.page.text).toContain(part);
  });
});

describe('details that are made to harm', () => {
  const nested = (depth: number): string => `[{"type":"payment_initiation","x":${'['.repeat(depth)}${']'.repeat(depth)}}]`;
  const many = Array.from({ length: 11 }, () => payment());
  const wide = payment(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`m${index}`, index])));

  test.each([
    ['very long', [payment({ note: 'x'.repeat(501) })]],
    ['very many', many],
    ['with very many members', [wide]],
    ['nested deep', nested(40)],
    ['nested without end', nested(2500)],
    ['__proto__', '[{"type":"payment_initiation","__proto__":{"isAdmin":true},"amount":{"currency":"EUR","value":"1"},"creditor":"M"}]'],
    ['constructor', [payment({ constructor: { prototype: { polluted: true } } })]],
    ['a type named __proto__', '[{"type":"__proto__"}]'],
    ['a type named constructor', [{ type: 'constructor' }]],
    ['a type that is no text', [{ type: ['payment_initiation'] }]],
    ['a number that is none in JSON', '[{"type":"payment_initiation","amount":{"currency":"EUR","value":"1"},"creditor":"M","n":1e999}]'],
    ['a NUL', [payment({ creditor: 'a\u0000b' })]],
    ['half a character', '[{"type":"payment_initiation","amount":{"currency":"EUR","value":"1"},"creditor":"\\ud800"}]'],
  ])('%s: refused by name, at both endpoints, and the product goes on', async (_name, details) => {
    const here = await party();
    const { answer } = await pushRequest(here, asked(details));
    expect([answer.status, answer.json()['error']]).toEqual([400, 'invalid_authorization_details']);
    const { code_challenge } = pkcePair();
    const request = { client_id: here.auth.client_id, response_type: 'code', redirect_uri: here.redirect_uri, code_challenge };
    const url = authorizationUrl(here.issuer, { ...request, code_challenge_method: 'S256', ...asked(details) });
    if (url.href.length < 7000) {
      const page = await new BrowserLike().open(url);
      expect(new URL(page.url).searchParams.get('error')).toBe('invalid_authorization_details');
    }
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect((await pushRequest(here, asked([payment()]))).answer.status).toBe(201);
  });

  test('huge ones are refused before they are looked at', async () => {
    const here = await party();
    const { answer } = await pushRequest(here, asked([payment({ note: 'x'.repeat(200_000) })]));
    expect([400, 413]).toContain(answer.status);
    expect((await pushRequest(here, asked([payment()]))).answer.status).toBe(201);
  });
});

describe('more than the person allowed', () => {
  test.each([
    ['another amount', [payment({ amount: { currency: 'EUR', value: '45000.00' } })]],
    ['another creditor', [payment({ creditor: 'Mallory' })]],
    ['an action more', [payment({ actions: ['initiate', 'status', 'cancel'] })]],
    ['no list of actions, which may mean all', [{ ...payment(), actions: undefined }]],
    ['a member more', [payment({ recurring: true })]],
    ['a second payment', [payment(), payment({ creditor: 'Mallory' })]],
  ])('%s at the token endpoint is refused, and the code is still good for what was allowed (RFC 9396 §6)', async (_name, details) => {
    const visit = await openConsent(await party(), asked([payment()]));
    const end = await answerConsent(visit);
    const code = new URL(end.url).searchParams.get('code') ?? '';
    const { auth, redirect_uri, issuer } = visit.party;
    const fields = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: visit.code_verifier };
    const refused = await postForm(`${issuer}/oauth2/token`, { ...fields, authorization_details: JSON.stringify(details) }, auth);
    expect([refused.status, refused.json()['error']]).toEqual([400, 'invalid_authorization_details']);
    expect((await redeemCode(visit.party, { code, code_verifier: visit.code_verifier })).json()['authorization_details']).toEqual([
      payment(),
    ]);
  });

  test('fields of the consent form add nothing: what was pushed is what is granted', async () => {
    const here = await party();
    const visit = await openConsent(here, asked([payment()]));
    const forged = { authorization_details: JSON.stringify([payment({ creditor: 'Mallory' })]), details: 'all' };
    const tokens = await tokensAt(visit, await answerConsent(visit, forged));
    expect(jwtClaims(tokens.access_token)['authorization_details']).toEqual([payment()]);
    expect((await grantOf(here))?.authorization_details).toHaveLength(1);
  });

  test('a form token of a page that showed another payment is refused; the page’s own works', async () => {
    const here = await party();
    const browser = new BrowserLike();
    const small = await openConsent(here, asked([payment()]), browser);
    const large = await openConsent(here, asked([payment({ amount: { currency: 'EUR', value: '45000.00' } })]), browser);
    const token = small.form.fields['csrf_token'] ?? '';
    const refused = await postConsent(large, { csrf_token: token, decision: 'allow' });
    expect(refused.headers.location ?? '').not.toContain('code=');
    expect(await grantOf(here)).toBeUndefined();
    const tokens = await tokensAt(large, await answerConsent(large));
    expect(jwtClaims(tokens.access_token)['authorization_details']).toMatchObject([{ amount: { value: '45000.00' } }]);
  });
});

describe('details of others', () => {
  test('what one client was allowed is asked again for another, and its code is good for itself alone', async () => {
    const first = await party();
    const visit = await openConsent(first, asked([payment()]));
    const end = await answerConsent(visit);
    const other = await makeParty(api, {
      issuer: product().issuer,
      person: first.person,
      settings: { authorization_details_types: ['payment_initiation'] },
    });
    const code = new URL(end.url).searchParams.get('code') ?? '';
    expect((await redeemCode(other, { code, code_verifier: visit.code_verifier })).json()['error']).toBe('invalid_grant');
    const asksAgain = await openConsent(other, asked([payment()]), visit.browser);
    expect(asksAgain.page.text).toContain('Merchant A');
    expect((await tokensAt(visit, end)).access_token).not.toBe('');
  });

  test('a client that registered itself has no type, whatever it says of itself (RFC 9396 §10)', async () => {
    await api(contract.registrationPolicy.update, { body: { dynamic_registration: 'open', registrations_per_hour: 1000 } });
    const metadata = { redirect_uris: ['https://agent.example/callback'], authorization_details_types: ['payment_initiation'] };
    const answer = await fetch(`${product().issuer}/oauth2/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(metadata),
    });
    const { client_id } = (await answer.json()) as { client_id: string };
    expect((await api(contract.clients.get, { params: { client_id } })).authorization_details_types).toEqual([]);
    const request = { client_id, response_type: 'code', redirect_uri: 'https://agent.example/callback', ...asked([payment()]) };
    const { code_challenge } = pkcePair();
    const url = authorizationUrl(product().issuer, { ...request, code_challenge, code_challenge_method: 'S256' });
    expect(new URL((await new BrowserLike().open(url)).url).searchParams.get('error')).toBe('invalid_authorization_details');
    await api(contract.clients.update, { params: { client_id }, body: { authorization_details_types: ['payment_initiation'] } });
    expect(new URL((await new BrowserLike().open(url)).url).pathname).toContain('/sign-in/');
  });

  test('a token for another API of the client has none of them (RFC 9396 §9)', async () => {
    const here = await party();
    const ORDERS = 'https://orders.example.com';
    const parameters = new URLSearchParams(asked([payment()], { scope: 'openid orders:read' }));
    const visit = await openConsent(here, { ...Object.fromEntries(parameters), resource: BANK_API });
    const end = await answerConsent(visit);
    const code = new URL(end.url).searchParams.get('code') ?? '';
    const { auth, redirect_uri, issuer } = here;
    const fields = { grant_type: 'authorization_code', code, redirect_uri, code_verifier: visit.code_verifier };
    const refused = await postForm(`${issuer}/oauth2/token`, { ...fields, resource: ORDERS }, auth);
    expect(refused.json()['error']).toBe('invalid_target');
    expect((await postForm(`${issuer}/oauth2/token`, { ...fields, resource: BANK_API }, auth)).json()['authorization_details']).toEqual([
      payment(),
    ]);
  });
});
