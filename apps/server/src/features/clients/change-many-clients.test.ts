import { contract, type ApiClient, type ChangeManyClients } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const { clients } = contract;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

const create = async () =>
  (await api(clients.create, { body: { name: 'One', app_type: 'native', party: 'third_party' } })).client.client_id;
const change = (action: ChangeManyClients['action'], client_ids: string[]) => api(clients.changeMany, { body: { action, client_ids } });

it('disables and deletes many at once, each with its audit event; what is gone already is told and fails nothing', async () => {
  const [first, second] = [await create(), await create()];
  expect(await change('disable', [first, second, first])).toEqual({ changed: 2, not_found: [] });
  expect(await api(clients.get, { params: { client_id: first } })).toMatchObject({ state: 'disabled' });
  expect(await change('delete', [first, 'gone', second])).toEqual({ changed: 2, not_found: ['gone'] });
  expect(await problemOf(api(clients.get, { params: { client_id: second } }))).toMatchObject({ slug: 'client-not-found' });
  expect(await latestAuditEvent(api, 'client.deleted', { client_id: second })).toMatchObject({ client_id: second });
});

it('enables many again, and takes over those that registered themselves; an operator’s own stay as they are', async () => {
  const own = await create();
  await change('disable', [own]);
  expect(await change('enable', [own])).toEqual({ changed: 1, not_found: [] });
  expect(await api(clients.get, { params: { client_id: own } })).toMatchObject({ state: 'active' });

  await api(contract.registrationPolicy.update, { body: { dynamic_registration: 'open' } });
  const answer = await fetch(`${app.url}/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'Agent', redirect_uris: ['https://agent.example/callback'] }),
  });
  const { client_id } = (await answer.json()) as { client_id: string };
  expect(await api(clients.get, { params: { client_id } })).toMatchObject({ origin: 'dynamic', quarantined: true });
  expect(await change('take_over', [client_id, own])).toEqual({ changed: 2, not_found: [] });
  expect(await api(clients.get, { params: { client_id } })).toMatchObject({ origin: 'operator', quarantined: false });
  expect(await latestAuditEvent(api, 'client.taken_over', { client_id })).toMatchObject({ details: { origin: 'dynamic' } });
  expect(await latestAuditEvent(api, 'client.taken_over', { client_id: own })).toBeUndefined();
});

it('is all or nothing: a client that the caller may not manage stops it', async () => {
  const mine = await create();
  const kind = { app_type: 'machine_to_machine', party: 'first_party' } as const;
  const { client } = await api(clients.create, { body: { ...kind, name: 'Machine', management_scopes: ['users:write'] } });
  const weak = await app.api(['clients:read', 'clients:write']);
  const ids = [mine, client.client_id];
  expect(await problemOf(weak(clients.changeMany, { body: { action: 'delete', client_ids: ids } }))).toMatchObject({
    slug: 'insufficient-scope',
  });
  for (const client_id of ids) expect(await api(clients.get, { params: { client_id } })).toMatchObject({ state: 'active' });
});
