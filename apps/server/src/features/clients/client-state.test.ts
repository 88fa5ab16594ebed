import { contract, type ApiClient, type Client, type CreateClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const { clients, declaredState } = contract;
const WEB = { name: 'Partner', app_type: 'traditional_web', party: 'third_party' } as const satisfies CreateClient;
const MACHINE = { name: 'Robot', app_type: 'machine_to_machine', party: 'first_party' } as const satisfies CreateClient;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

const create = async () => (await api(clients.create, { body: WEB })).client;
const disable = (client: Pick<Client, 'client_id'>, body: { reason?: string } = {}) =>
  api(clients.disable, { params: { client_id: client.client_id }, body });
const enable = ({ client_id }: Pick<Client, 'client_id'>) => api(clients.enable, { params: { client_id } });

describe('the state of a client', () => {
  it('is active at first; disabling says since when and why, and enabling forgets both', async () => {
    const client = await create();
    expect(client).toMatchObject({ state: 'active', disabled_at: null, disabled_reason: null });
    const at = app.clock.now().toISOString();
    const disabled = await disable(client, { reason: ' The contract has ended. ' });
    expect(disabled).toEqual({ ...client, state: 'disabled', disabled_at: at, disabled_reason: 'The contract has ended.', updated_at: at });
    expect(await latestAuditEvent(api, 'client.disabled', { client_id: client.client_id })).toMatchObject({
      details: { disabled_reason: 'The contract has ended.' },
    });
    expect(await enable(client)).toEqual({ ...client, updated_at: app.clock.now().toISOString() });
    expect(await latestAuditEvent(api, 'client.enabled', { client_id: client.client_id })).toBeDefined();
  });

  it('disabling again replaces the reason where one is sent, and keeps the time', async () => {
    const client = await create();
    const { disabled_at } = await disable(client, { reason: 'First' });
    expect(await disable(client)).toMatchObject({ disabled_at, disabled_reason: 'First' });
    expect(await disable(client, { reason: 'Second' })).toMatchObject({ disabled_at, disabled_reason: 'Second' });
    expect(await disable(client, { reason: '' })).toMatchObject({ disabled_at, disabled_reason: null });
  });

  it('enabling an active client changes nothing', async () => {
    const client = await create();
    expect(await enable(client)).toEqual(client);
  });

  it('is not set by changing the client', async () => {
    const client = await create();
    const change = api(clients.update, { params: { client_id: client.client_id }, body: { state: 'disabled' } as object });
    expect(await problemOf(change)).toMatchObject({ slug: 'invalid-request' });
  });

  it('of a client that is not there is a problem', async () => {
    expect(await problemOf(disable({ client_id: 'nobody' }))).toMatchObject({ slug: 'client-not-found' });
    expect(await problemOf(enable({ client_id: 'nobody' }))).toMatchObject({ slug: 'client-not-found' });
  });

  it('is not changed by a client that lacks one of its scopes of the management API', async () => {
    const { client } = await api(clients.create, { body: { ...MACHINE, management_scopes: ['users:write'] } });
    const weaker = await app.api(['clients:read', 'clients:write']);
    const target = { params: { client_id: client.client_id } };
    expect(await problemOf(weaker(clients.disable, { ...target, body: {} }))).toMatchObject({ slug: 'insufficient-scope' });
    await disable(client);
    expect(await problemOf(weaker(clients.enable, target))).toMatchObject({ slug: 'insufficient-scope' });
  });
});

describe('declared state', () => {
  const apply = (members: object) => api(declaredState.apply, { body: { clients: [{ ...WEB, client_id: 'declared', ...members }] } });
  const stateNow = async () => (await api(clients.get, { params: { client_id: 'declared' } })).state;

  it('disables and enables a client, and leaves its state where none is declared', async () => {
    expect((await apply({ state: 'disabled', disabled_reason: 'Not yet' })).changes).toMatchObject([{ change: 'created' }]);
    expect(await stateNow()).toBe('disabled');
    expect((await apply({})).changes).toMatchObject([{ change: 'unchanged' }]);
    expect(await stateNow()).toBe('disabled');
    expect((await apply({ state: 'active' })).changes).toMatchObject([{ change: 'updated' }]);
    expect(await stateNow()).toBe('active');
    expect((await apply({ state: 'active' })).changes).toMatchObject([{ change: 'unchanged' }]);
  });

  it('takes a reason beside `disabled` alone', async () => {
    expect(await problemOf(apply({ disabled_reason: 'Because' }))).toMatchObject({ errors: [{ pointer: '#/clients/0/disabled_reason' }] });
  });
});
