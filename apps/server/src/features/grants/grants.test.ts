import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { createClient } from '../clients/create-client.ts';
import { createUser } from '../users/create-user.ts';
import { findGrant } from './find-grant.ts';
import { findLiveGrant } from './find-live-grant.ts';
import { grantScopes } from './grant-scopes.ts';
import type { GrantParties } from './grant-store.ts';

const { grants } = contract;
const OPENID = { resource: null, scope: 'openid' };
const EMAIL = { resource: null, scope: 'email' };
let app: TestApp;
let api: ApiClient;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

async function parties(): Promise<GrantParties> {
  const { user_id } = await createUser(app.context, { username: `person${(count += 1)}` });
  const { client } = await createClient(app.context, { name: 'Partner', app_type: 'native', party: 'third_party' });
  return { user_id, client_id: client.client_id };
}

it('needs a token with the scope of the route', () => expectGuarded(app, grants));

describe('granting', () => {
  it('makes one live grant, and later adds only what is new', async () => {
    const pair = await parties();
    const first = await grantScopes(app.context, { ...pair, scopes: [OPENID], audit_details: { text_version: '1' } });
    expect(await latestAuditEvent(api, 'grant.created', pair)).toMatchObject({
      ...pair,
      details: { grant_id: first.grant_id, scopes: [OPENID], text_version: '1' },
    });
    app.clock.advance(60);
    const second = await grantScopes(app.context, { ...pair, scopes: [OPENID, EMAIL] });
    expect(second.grant_id).toBe(first.grant_id);
    expect(second.scopes[0]).toEqual(first.scopes[0]);
    expect(second.scopes[1]).toEqual({ ...EMAIL, granted_at: app.clock.now().toISOString(), text_version: null, locale: null });
    expect(await latestAuditEvent(api, 'grant.extended', pair)).toMatchObject({ ...pair, details: { scopes: [EMAIL] } });
  });

  it('what was granted already changes and records nothing', async () => {
    const pair = await parties();
    const first = await grantScopes(app.context, { ...pair, scopes: [OPENID, EMAIL] });
    app.clock.advance(60);
    expect(await grantScopes(app.context, { ...pair, scopes: [EMAIL] })).toEqual(first);
    expect(await latestAuditEvent(api, 'grant.extended', pair)).toBeUndefined();
  });
});

describe('reading', () => {
  it('names user and client, and filters by either', async () => {
    const [one, two] = [await parties(), await parties()];
    for (const pair of [one, two]) await grantScopes(app.context, { ...pair, scopes: [OPENID] });
    const { items } = await api(grants.list, { query: { user_id: one.user_id } });
    expect(items).toMatchObject([{ ...one, client_name: 'Partner', username: expect.stringMatching(/^person/), revoked_at: null }]);
    expect((await api(grants.list, { query: { client_id: two.client_id } })).items).toMatchObject([two]);
    expect(await api(grants.get, { params: { grant_id: items[0]?.grant_id ?? '' } })).toEqual(items[0]);
  });

  it('a client that is no row is named by its id', async () => {
    const { user_id } = await parties();
    const { grant_id } = await grantScopes(app.context, { user_id, client_id: 'consentry-console', scopes: [OPENID] });
    expect(await api(grants.get, { params: { grant_id } })).toMatchObject({ client_name: 'consentry-console' });
  });

  it('in pages, newest first', async () => {
    const first = await api(grants.list, { query: { limit: 1 } });
    const second = await api(grants.list, { query: { limit: 1, cursor: first.next_cursor ?? '' } });
    expect(second.items[0]?.grant_id).not.toBe(first.items[0]?.grant_id);
  });
});

describe('revoking', () => {
  it('ends the grant for good; allowing again makes another', async () => {
    const pair = await parties();
    const { grant_id } = await grantScopes(app.context, { ...pair, scopes: [OPENID, EMAIL] });
    await api(grants.revoke, { params: { grant_id } });
    expect(await latestAuditEvent(api, 'grant.revoked', pair)).toMatchObject({ ...pair, details: { grant_id } });
    expect(await findGrant(app.context, grant_id)).toBeNull();
    expect(await findLiveGrant(app.context, pair)).toBeNull();
    expect((await api(grants.list, { query: pair })).items).toEqual([]);
    expect((await api(grants.list, { query: { ...pair, include_revoked: 'true' } })).items).toMatchObject([
      { grant_id, revoked_at: expect.any(String) },
    ]);
    await api(grants.revoke, { params: { grant_id } });

    const again = await grantScopes(app.context, { ...pair, scopes: [OPENID] });
    expect(again.grant_id).not.toBe(grant_id);
    expect(again.scopes.map((scope) => scope.scope)).toEqual(['openid']);
  });

  it('unknown grants are a problem', async () => {
    for (const route of [grants.get, grants.revoke]) {
      expect(await problemOf(api(route, { params: { grant_id: 'x' } }))).toMatchObject({ slug: 'grant-not-found', status: 404 });
    }
  });
});
