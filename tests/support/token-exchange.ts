import { contract, TOKEN_EXCHANGE_GRANT, type ApiClient, type CreateClient } from '@consentry/contract';
import type { Exchange } from './http-exchange.ts';
import { obtainCode, postFormWith, tokenAnswer, type ClientAuthentication, type FlowParty } from './oauth-exchange.ts';
import { ORDERS_API, REPORTS_API } from './standard-fixture.ts';

/** RFC 8693 §3 */
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

/** An API that may exchange the tokens that are sent to it: unless told otherwise the orders API, which calls the reports API. */
export interface ExchangingService {
  issuer: string;
  auth: ClientAuthentication & { client_id: string };
}

export async function makeService(api: ApiClient, issuer: string, settings: Partial<CreateClient> = {}): Promise<ExchangingService> {
  const { client, client_secret } = await api(contract.clients.create, {
    body: {
      name: 'Orders service',
      app_type: 'machine_to_machine',
      party: 'first_party',
      grant_types: ['client_credentials', TOKEN_EXCHANGE_GRANT],
      serves_resources: [ORDERS_API],
      resource_scopes: { [ORDERS_API]: ['orders:read', 'orders:write'], [REPORTS_API]: ['orders:read'] },
      ...settings,
    },
  });
  return { issuer, auth: { method: 'basic', client_id: client.client_id, client_secret: client_secret ?? '' } };
}

/** A token of the party's user for one of the APIs that were asked for at once (RFC 8707 §2.2). */
export async function tokenFor(
  party: FlowParty,
  resource: string,
  { headers = {}, ...asked }: { scope?: string; resource?: string[]; headers?: Record<string, string> } = {},
): Promise<string> {
  const { code, code_verifier } = await obtainCode(party, { scope: 'openid orders:read', resource: [ORDERS_API, REPORTS_API], ...asked });
  const form = { grant_type: 'authorization_code', code, redirect_uri: party.redirect_uri, code_verifier, resource };
  const answer = await postFormWith(`${party.issuer}/oauth2/token`, form, { auth: party.auth, headers });
  if (answer.status !== 200) throw new Error(`the token endpoint answered ${answer.status}: ${answer.text}`);
  return tokenAnswer(answer).access_token;
}

export interface ExchangeRequest {
  headers?: Record<string, string>;
  [parameter: string]: string | string[] | Record<string, string> | undefined;
}

/** A request of RFC 8693 §2.1 with these parameters; those that are `undefined` are left out. */
export function exchangeToken({ issuer, auth }: ExchangingService, { headers, ...parameters }: ExchangeRequest): Promise<Exchange> {
  const form: Record<string, string | string[]> = { grant_type: TOKEN_EXCHANGE_GRANT };
  for (const [name, value] of Object.entries({ subject_token_type: ACCESS_TOKEN_TYPE, ...parameters })) {
    if (typeof value === 'string' || Array.isArray(value)) form[name] = value;
  }
  return postFormWith(`${issuer}/oauth2/token`, form, { auth, ...(headers === undefined ? {} : { headers }) });
}

/** The token of an exchange that has to work. */
export async function exchangedToken(service: ExchangingService, request: ExchangeRequest): Promise<string> {
  const answer = await exchangeToken(service, request);
  if (answer.status !== 200) throw new Error(`the token endpoint answered ${answer.status}: ${answer.text}`);
  return tokenAnswer(answer).access_token;
}
