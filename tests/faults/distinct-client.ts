import { randomBytes } from 'node:crypto';
import { contract, type ApiClient } from '@consentry/contract';
import { assertionForm, makeClientKey, signAssertion } from '../support/client-keys.ts';
import { dpopKey } from '../support/dpop-proof.ts';
import { exchange } from '../support/http-exchange.ts';
import { authorizationUrl, pkcePair, postFormWith, type ClientAuthentication } from '../support/oauth-exchange.ts';
import { ORDERS_API, REPORTS_API } from '../support/standard-fixture.ts';

/** Of the documents that the engine finds however their address is spelled. */
const SPELLINGS = 10;

type Form = Record<string, string>;

const random = (): string => randomBytes(12).toString('base64url');

/** Who comes once: with an address, a redirect URI and values that nobody else has; what is right and what is wrong, each told by its answer. */
export class DistinctClient {
  readonly #issuer: string;
  readonly #headers: { 'x-forwarded-for': string };
  readonly #callback: string;
  readonly #wrong: string[];

  /** @param wrong where an answer goes that is not as it should be */
  constructor(issuer: string, { number, wrong }: { number: number; wrong: string[] }) {
    this.#issuer = issuer;
    this.#headers = { 'x-forwarded-for': `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}` };
    this.#callback = `https://app-${number}.example.com/callback`;
    this.#wrong = wrong;
  }

  /** Made by an operator: a web application with a secret. */
  async web(api: ApiClient): Promise<void> {
    const { client, client_secret } = await api(contract.clients.create, {
      body: { name: `App ${random()}`, app_type: 'traditional_web', party: 'third_party', redirect_uris: [this.#callback] },
    });
    const auth = { method: 'basic', client_id: client.client_id, client_secret: client_secret ?? '' } as const;
    await this.#authorize(client.client_id);
    const unknownCode = {
      grant_type: 'authorization_code',
      code: random(),
      redirect_uri: this.#callback,
      code_verifier: random().repeat(3),
    };
    await this.#post('token', unknownCode, { auth, expected: 400 });
    await this.#post('token', unknownCode, { auth: { ...auth, client_secret: random() }, expected: 401 });
    await this.#post('introspect', { token: random() }, { auth, expected: 200 });
    await this.#post('revoke', { token: random() }, { auth, expected: 200 });
  }

  /** Made by an operator: a machine with a key, whose tokens are bound to another. */
  async machine(api: ApiClient): Promise<void> {
    const key = await makeClientKey();
    const { client } = await api(contract.clients.create, {
      body: {
        name: `Machine ${random()}`,
        app_type: 'machine_to_machine',
        party: 'third_party',
        token_endpoint_auth_method: 'private_key_jwt',
        jwks: { keys: [key.public_jwk] },
        resource_scopes: { [ORDERS_API]: ['orders:read'], [REPORTS_API]: ['orders:read'] },
      },
    });
    const proof = await (await dpopKey()).proof({ htm: 'POST', htu: `${this.#issuer}/oauth2/token` });
    const assertion = await signAssertion(key, { client_id: client.client_id, issuer: this.#issuer });
    const asked = { grant_type: 'client_credentials', ...assertionForm(assertion) };
    await this.#post('token', { ...asked, resource: ORDERS_API }, { headers: { dpop: proof }, expected: 200 });
    await this.#post('token', { ...asked, resource: REPORTS_API }, { expected: 401 });
  }

  /** Registers itself (RFC 7591), reads what it is, and pushes a request. */
  async self(): Promise<void> {
    const body = JSON.stringify({ client_name: `Agent ${random()}`, redirect_uris: [this.#callback], token_endpoint_auth_method: 'none' });
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    const answer = await exchange(`${this.#issuer}/oauth2/register`, { method: 'POST', headers, body });
    this.#expect('registration', answer, 201);
    const registered = answer.json();
    const client_id = String(registered['client_id']);
    await this.#authorize(client_id);
    await this.#get(String(registered['registration_client_uri']), 200, {
      authorization: `Bearer ${String(registered['registration_access_token'])}`,
    });
    await this.#post('par', this.#request(client_id), { expected: 201 });
  }

  /** Nobody, with whatever can be made up. */
  async stranger(): Promise<void> {
    await this.#get(authorizationUrl(this.#issuer, this.#request(random())), 400);
    await this.#post('token', { grant_type: 'client_credentials', client_id: random(), client_secret: random() }, { expected: 401 });
    await this.#get(`${this.#issuer}/oauth2/userinfo`, 401, { accept: 'application/json', authorization: `Bearer ${random()}` });
    await this.#get(`${this.#issuer}/partner/${random()}`, 404);
    await this.#get(`${this.#issuer}/${random()}`, 404);
    await this.#get(`${this.#issuer}/.well-known/openid-configuration?${random()}`, 200);
    for (let spelling = 0; spelling < SPELLINGS; spelling += 1) {
      await this.#get(`${this.#issuer}/.well-known/${inSomeCapitals('openid-configuration')}`, 200);
      await this.#get(`${this.#issuer}/.well-known/${inSomeCapitals('oauth-authorization-server')}`, 200);
    }
  }

  /** To the sign-in page, back without one, and to where it did not register. */
  async #authorize(clientId: string): Promise<void> {
    await this.#get(authorizationUrl(this.#issuer, this.#request(clientId)), 303);
    await this.#get(authorizationUrl(this.#issuer, { ...this.#request(clientId), prompt: 'none' }), 303);
    await this.#get(authorizationUrl(this.#issuer, { ...this.#request(clientId), redirect_uri: `${this.#callback}/${random()}` }), 400);
  }

  #request(client_id: string): Form {
    const { code_challenge } = pkcePair();
    const values = { state: random(), nonce: random(), code_challenge, code_challenge_method: 'S256' };
    return { client_id, response_type: 'code', redirect_uri: this.#callback, scope: 'openid', ...values };
  }

  async #get(url: string | URL, expected: number, headers: Record<string, string> = {}): Promise<void> {
    this.#expect(String(url), await exchange(url, { headers: { accept: 'text/html', ...this.#headers, ...headers } }), expected);
  }

  async #post(
    endpoint: string,
    form: Form,
    { expected, auth, headers = {} }: { expected: number; auth?: ClientAuthentication; headers?: Form },
  ): Promise<void> {
    const sent = { headers: { ...this.#headers, ...headers }, ...(auth === undefined ? {} : { auth }) };
    this.#expect(endpoint, await postFormWith(`${this.#issuer}/oauth2/${endpoint}`, form, sent), expected);
  }

  #expect(what: string, { status, text }: { status: number; text: string }, expected: number): void {
    if (status !== expected) this.#wrong.push(`${what}: ${status} instead of ${expected}: ${text.slice(0, 300)}`);
  }
}

function inSomeCapitals(name: string): string {
  return [...name].map((letter) => (Math.random() < 0.5 ? letter.toUpperCase() : letter)).join('');
}
