import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import type { Person } from './make-person.ts';
import type { FlowParty } from './oauth-exchange.ts';
import { ORDERS_API, REPORTS_API, WEB_CALLBACK } from './standard-fixture.ts';

interface PartyOptions {
  issuer: string;
  /** Who stands in front of it. */
  person: Person;
  /** What differs from a third-party web application of which a person may leave out a part. */
  settings?: Partial<CreateClient>;
}

/** A client of a test's own with a person in front of it. */
export async function makeParty(api: ApiClient, { issuer, person, settings = {} }: PartyOptions): Promise<FlowParty> {
  const redirect_uris = settings.redirect_uris ?? [WEB_CALLBACK];
  const { client, client_secret } = await api(contract.clients.create, {
    body: {
      name: 'Delivery Planner',
      app_type: 'traditional_web',
      party: 'third_party',
      scopes: ['openid', 'email', 'phone', 'offline_access'],
      optional_scopes: ['phone'],
      resource_scopes: { [ORDERS_API]: ['orders:read', 'orders:write'], [REPORTS_API]: ['orders:read'] },
      optional_resource_scopes: { [ORDERS_API]: ['orders:write'], [REPORTS_API]: ['orders:read'] },
      ...settings,
      redirect_uris,
    },
  });
  const auth = { method: 'basic', client_id: client.client_id, client_secret: client_secret ?? '' } as const;
  return { issuer, auth, redirect_uri: redirect_uris[0] ?? WEB_CALLBACK, answers: person };
}
