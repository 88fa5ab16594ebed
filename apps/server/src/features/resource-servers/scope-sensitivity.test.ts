import { contract, type ApiClient, type ScopeSensitivity } from '@consentry/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const { clients, registrationPolicy, resourceServers } = contract;
let app: TestApp;
let api: ApiClient;
let resource: string;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  await api(registrationPolicy.update, { body: { dynamic_registration: 'open', registrations_per_hour: 1000 } });
});
afterAll(() => app.stop());
beforeEach(async () => {
  resource = `https://api${(count += 1)}.example.com`;
  await api(resourceServers.create, { body: { resource, name: 'Bank', scopes: [{ name: 'balance' }, { name: 'pay' }] } });
});

async function payIs(sensitivity: ScopeSensitivity) {
  // Events of one moment have no order.
  app.clock.advance(1);
  return api(resourceServers.update, { params: { resource }, body: { scopes: [{ name: 'balance' }, { name: 'pay', sensitivity }] } });
}

const policyAllows = (names: string[]) => api(registrationPolicy.update, { body: { resource_scopes: { [resource]: names } } });

async function registered(): Promise<string> {
  const answer = await fetch(`${app.url}/oauth2/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'Agent', redirect_uris: ['https://agent.example/callback'] }),
  });
  return ((await answer.json()) as { client_id: string }).client_id;
}

const ceilingOf = async (client_id: string) => (await api(clients.get, { params: { client_id } })).resource_scopes;

describe('the sensitivity of a scope', () => {
  it('is the least unless somebody says more; the audit log names what is more', async () => {
    expect((await api(resourceServers.get, { params: { resource } })).scopes).toMatchObject([
      { sensitivity: 'low' },
      { sensitivity: 'low' },
    ]);
    const { scopes } = await payIs('restricted');
    expect(scopes).toMatchObject([
      { name: 'balance', sensitivity: 'low' },
      { name: 'pay', sensitivity: 'restricted' },
    ]);
    const event = await latestAuditEvent(api, 'resource_server.updated');
    expect(event).toMatchObject({ details: { resource, scopes: ['balance', 'pay'], restricted_scopes: ['pay'] } });
    const body = { scopes: [{ name: 'pay', sensitivity: 'severe' as ScopeSensitivity }] };
    const wrong = await problemOf(api(resourceServers.update, { params: { resource }, body }));
    expect(wrong).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/scopes/0/sensitivity' }] });
  });

  it('is the least where an instance of an earlier release has written none', async () => {
    await sql`update resource_servers set scopes = '[{"name": "pay", "description": ""}]' where resource = ${resource}`.execute(
      app.context.db,
    );
    expect((await api(resourceServers.get, { params: { resource } })).scopes).toEqual([
      { name: 'pay', description: '', sensitivity: 'low' },
    ]);
  });
});

describe('a restricted scope', () => {
  it('cannot be in the policy for clients that register themselves', async () => {
    await payIs('restricted');
    const problem = await problemOf(policyAllows(['balance', 'pay']));
    expect(problem).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: `#/resource_scopes/${resource.replaceAll('/', '~1')}/1` }],
    });
    expect((await policyAllows(['balance'])).resource_scopes).toEqual({ [resource]: ['balance'] });
  });

  it('that was not restricted when the policy was made reaches no client that registers itself later', async () => {
    await policyAllows(['balance', 'pay']);
    await payIs('sensitive');
    expect(await ceilingOf(await registered())).toEqual({ [resource]: ['balance', 'pay'] });
    await payIs('restricted');
    expect(await ceilingOf(await registered())).toEqual({ [resource]: ['balance'] });
  });

  it('leaves the clients that registered themselves when it becomes so, and no other; an operator allows it to one by hand', async () => {
    await policyAllows(['balance', 'pay']);
    const [self, { client }] = [
      await registered(),
      await api(clients.create, {
        body: { name: 'Partner', app_type: 'native', party: 'third_party', resource_scopes: { [resource]: ['pay'] } },
      }),
    ];
    await payIs('restricted');
    expect(await latestAuditEvent(api, 'resource_server.updated')).toMatchObject({ details: { client_ids: [self] } });
    expect(await ceilingOf(self)).toEqual({ [resource]: ['balance'] });
    expect(await ceilingOf(client.client_id)).toEqual({ [resource]: ['pay'] });

    const allowed = { [resource]: ['balance', 'pay'] };
    await api(clients.update, { params: { client_id: self }, body: { resource_scopes: allowed } });
    await payIs('restricted');
    expect(await ceilingOf(self)).toEqual(allowed);
    const event = await latestAuditEvent(api, 'client.updated', { client_id: self });
    expect(event).toMatchObject({ details: { changes: { resource_scopes: { to: allowed } } } });
  });

  it('that was all a client could have leaves nothing of its resource behind', async () => {
    await policyAllows(['pay']);
    const self = await registered();
    const optional_resource_scopes = { [resource]: ['pay'] };
    await api(clients.update, {
      params: { client_id: self },
      body: { optional_resource_scopes, resource_scope_reasons: { [resource]: { pay: { en: 'To pay' } } } },
    });
    await payIs('restricted');
    expect(await api(clients.get, { params: { client_id: self } })).toMatchObject({
      resource_scopes: {},
      optional_resource_scopes: {},
      resource_scope_reasons: {},
    });
  });
});
