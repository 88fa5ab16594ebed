import { contract, type ApiClient } from '@consentry/contract';
import { beforeAll, expect, test } from 'vitest';
import { BrowserLike } from '../support/browser-like.ts';
import { makeParty } from '../support/make-party.ts';
import { makePerson } from '../support/make-person.ts';
import { managementApi } from '../support/management.ts';
import { authorizationUrl, obtainCode, pkcePair, postForm, redeemCode, type FlowParty } from '../support/oauth-exchange.ts';
import type { Exchange } from '../support/http-exchange.ts';
import { makeBank, payment } from '../support/payment-type.ts';
import { expectLogged } from '../support/refusal-log.ts';
import { useProduct } from '../support/use-product.ts';

/** Mistakes of developers who ask for authorization details (RFC 9396 §5): the log names each and its mend, and holds none of what they say. */
const product = useProduct();
let api: ApiClient;
let party: FlowParty;

beforeAll(async () => {
  const { issuer } = product();
  api = await managementApi(issuer);
  await makeBank(api);
  const settings = { authorization_details_types: ['payment_initiation'] };
  party = await makeParty(api, { issuer, person: await makePerson(api), settings });
});

const SECRET = 'Dr. Nobody, in confidence';

function ask(details: unknown): Promise<Exchange> {
  const parameters = {
    client_id: party.auth.client_id,
    response_type: 'code',
    redirect_uri: party.redirect_uri,
    scope: 'openid',
    state: 'some-state',
    nonce: 'some-nonce',
    code_challenge: pkcePair().code_challenge,
    code_challenge_method: 'S256',
    authorization_details: JSON.stringify(details),
  };
  return new BrowserLike().send(authorizationUrl(party.issuer, parameters));
}

const isGood = (answer: Exchange): boolean => answer.headers.location?.includes('/sign-in/') === true;

test('a type with a spelling mistake (RFC 9396 §2.1)', async () => {
  await expectLogged(api, await ask([payment({ type: 'payment_initation', creditor: SECRET })]), {
    mistake: 'authorization_details_type_unknown',
    came: 'payment_initation',
    mend: 'Take the type from the API’s page',
    secrets: [SECRET],
  });
  expect(isGood(await ask([payment()]))).toBe(true);
});

test('a member that the schema wants is missing, or is of another kind (RFC 9396 §2.2)', async () => {
  await expectLogged(api, await ask([payment({ creditor: undefined })]), {
    mistake: 'authorization_details_invalid',
    came: 'creditor',
    mend: 'Compare with the schema',
  });
  const wrong = await ask([payment({ amount: SECRET })]);
  await expectLogged(api, wrong, { mistake: 'authorization_details_invalid', came: 'amount', mend: 'Compare with', secrets: [SECRET] });
});

test('one object instead of a list (RFC 9396 §2)', async () => {
  await expectLogged(api, await ask(payment()), {
    mistake: 'authorization_details_invalid',
    came: 'array',
    mend: 'send the array as one form-encoded parameter',
  });
});

test('a type that the application may not ask for: allowing it mends it', async () => {
  const update = (authorization_details_types: string[]) =>
    api(contract.clients.update, { params: { client_id: party.auth.client_id }, body: { authorization_details_types } });
  await update([]);
  await expectLogged(api, await ask([payment()]), {
    mistake: 'authorization_details_type_not_allowed',
    came: 'payment_initiation',
    mend: 'Allow the type under Permissions',
    client_id: party.auth.client_id,
  });
  await update(['payment_initiation']);
  expect(isGood(await ask([payment()]))).toBe(true);
});

test('more at the token endpoint than the person allowed: without the parameter the code is still good (RFC 9396 §6)', async () => {
  const authorized = await obtainCode(party, { authorization_details: JSON.stringify([payment()]) });
  const beyond = await postForm(
    `${party.issuer}/oauth2/token`,
    {
      grant_type: 'authorization_code',
      code: authorized.code,
      code_verifier: authorized.code_verifier,
      redirect_uri: party.redirect_uri,
      authorization_details: JSON.stringify([payment({ creditor: SECRET })]),
    },
    party.auth,
  );
  await expectLogged(api, beyond, {
    mistake: 'authorization_details_not_granted',
    came: 'not part of what was granted',
    mend: 'Leave authorization_details out of the token request',
    secrets: [SECRET, authorized.code],
  });
  expect((await redeemCode(party, authorized)).json()).toMatchObject({ authorization_details: [payment()] });
});
