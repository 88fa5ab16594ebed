import { contract, StandardScope, type ApiClient, type CreateClient, type GrantDuration } from '@consentry/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../features/clients/create-client.ts';
import { disableClient } from '../../features/clients/disable-client.ts';
import { updateClient } from '../../features/clients/update-client.ts';
import { findGrant } from '../../features/grants/find-grant.ts';
import { grantScopes } from '../../features/grants/grant-scopes.ts';
import { createResourceServer } from '../../features/resource-servers/create-resource-server.ts';
import { disableUser } from '../../features/users/disable-user.ts';
import { CONSOLE_CLIENT_ID } from '../../oidc/console-client.ts';
import { AccountVisitor, type SubmitOptions } from '../../testing/account-visitor.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const APPS = '/account/apps';
const REMOVE = '/account/apps/remove';
const REMOVE_SCOPE = '/account/apps/remove-permission';
const ORDERS = 'https://orders.example.com';
const REPORTS = 'https://reports.example.com';
const EMAIL = { resource: null, scope: 'email' };
const OFFLINE = { resource: null, scope: 'offline_access' };

let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  const scopes = [
    { name: 'read', description: 'See your orders', sensitivity: 'low' as const },
    { name: 'raw', description: '', sensitivity: 'low' as const },
  ];
  await createResourceServer(app.context, { resource: ORDERS, name: 'Orders API', scopes });
  const other = {
    resource: REPORTS,
    name: 'Reports API',
    scopes: [{ name: 'read', description: 'See reports', sensitivity: 'low' as const }],
  };
  await createResourceServer(app.context, { ...other, access_token_ttl_seconds: 1500 });
});
afterAll(() => app.stop());

const visitor = (user: Parameters<typeof AccountVisitor.create>[1] = {}): Promise<AccountVisitor> => AccountVisitor.create(app, user);

interface GivenGrant {
  name: string;
  scopes?: (typeof EMAIL | { resource: string; scope: string })[];
  /** What the client lets its users leave out. */
  optional?: Pick<CreateClient, 'optional_scopes' | 'optional_resource_scopes'>;
  duration?: GrantDuration;
}

async function grantTo(who: AccountVisitor, { name, scopes = [EMAIL], optional = {}, duration }: GivenGrant) {
  const own = scopes.filter(({ resource }) => resource === null).map(({ scope }) => StandardScope.parse(scope));
  const resources = [...new Set(scopes.flatMap(({ resource }) => resource ?? []))];
  const resource_scopes = Object.fromEntries(
    resources.map((resource) => [resource, scopes.filter((each) => each.resource === resource).map(({ scope }) => scope)]),
  );
  const ceiling = { scopes: [...new Set<StandardScope>(['openid', ...own])], resource_scopes, ...optional };
  const { client } = await createClient(app.context, { name, app_type: 'native', party: 'third_party', ...ceiling });
  return grantScopes(app.context, { user_id: who.user_id, client_id: client.client_id, scopes, duration });
}

async function remove(who: AccountVisitor, { grant_id }: { grant_id: string }, options: SubmitOptions = {}) {
  const answer = await who.submit(REMOVE, { grant_id }, options);
  return { status: answer.status, location: answer.headers.get('location') };
}

async function removeScope(who: AccountVisitor, fields: { grant_id: string; scope: string; resource?: string }) {
  const answer = await who.submit(REMOVE_SCOPE, { resource: '', ...fields });
  return { status: answer.status, location: answer.headers.get('location') };
}

describe('connected apps', () => {
  it('are those third-party clients that the user has a live grant to', async () => {
    const alice = await visitor();
    expect(await alice.open(APPS)).toContain('No third-party app has access to your account.');
    await grantTo(alice, {
      name: 'Partner Web',
      scopes: [EMAIL, OFFLINE, { resource: ORDERS, scope: 'read' }, { resource: ORDERS, scope: 'raw' }],
    });
    await grantScopes(app.context, { user_id: alice.user_id, client_id: CONSOLE_CLIENT_ID, scopes: [EMAIL] });
    const { client } = await createClient(app.context, { name: 'House App', app_type: 'native', party: 'first_party' });
    const asked = { ...EMAIL, text_version: 'v1', locale: 'en' };
    await grantScopes(app.context, { user_id: alice.user_id, client_id: client.client_id, scopes: [asked] });
    await grantTo(await visitor(), { name: 'App of another person' });

    const html = await alice.open(APPS);
    for (const text of ['Partner Web', 'See your e-mail address', 'Orders API', ORDERS, 'See your orders', '>raw<', 'while you are away']) {
      expect(html).toContain(text);
    }
    expect(html).toContain(`<time datetime="${app.clock.now().toISOString()}">`);
    for (const text of ['House App', 'consentry-console', 'App of another person', 'No third-party app']) expect(html).not.toContain(text);

    await updateClient(app.context, { client_id: client.client_id, party: 'third_party' });
    expect(await alice.open(APPS)).toContain('House App');
  });

  it('say how long a token may outlive the removal: the longest lifetime among the APIs of that grant (RFC 9700 §4.14)', async () => {
    const alice = await visitor();
    await grantTo(alice, { name: 'Reader', scopes: [EMAIL, { resource: ORDERS, scope: 'read' }] });
    expect(await alice.open(APPS)).toContain('ends within 10 minutes');
    await grantTo(alice, { name: 'Reporter', scopes: [{ resource: REPORTS, scope: 'read' }] });
    expect((await alice.open(APPS)).match(/ends within \d+ minutes/g)).toEqual(
      expect.arrayContaining(['ends within 10 minutes', 'ends within 25 minutes']),
    );
  });

  it('lead to where a sign-in to them begins, unless they are switched off (OIDC Core §4)', async () => {
    const alice = await visitor();
    const { client_id } = await grantTo(alice, { name: 'Reader' });
    expect(await alice.open(APPS)).not.toContain('Open the app');
    await updateClient(app.context, { client_id, initiate_login_uri: 'https://reader.example/login?from=list' });
    const link = `href="https://reader.example/login?from=list&amp;iss=${encodeURIComponent(app.url)}"`;
    expect(await alice.open(APPS)).toContain(link);
    await disableClient(app.context, { client_id });
    expect(await alice.open(APPS)).not.toContain('reader.example/login');
  });

  it('are shown to nobody without a session, or whose account is disabled', async () => {
    const alice = await visitor();
    await disableUser(app.context, alice.user_id);
    for (const cookie of ['', alice.cookie]) {
      const answer = await fetch(app.url + APPS, { headers: { cookie }, redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
    }
  });
});

describe('removing access', () => {
  it('revokes the grant, is recorded as an act of the user, and is confirmed', async () => {
    const alice = await visitor();
    const gone = await grantTo(alice, { name: 'Partner Web' });
    const kept = await grantTo(alice, { name: 'Other App' });
    expect(await remove(alice, gone)).toEqual({ status: 303, location: '/account/apps?done=app-removed' });
    expect(await findGrant(app.context, gone.grant_id)).toBeNull();
    expect(await findGrant(app.context, kept.grant_id)).not.toBeNull();
    expect(await latestAuditEvent(api, 'grant.revoked', { user_id: alice.user_id })).toMatchObject({
      actor_type: 'user',
      actor_id: alice.user_id,
      client_id: gone.client_id,
      details: { grant_id: gone.grant_id },
    });
    const html = await alice.open('/account/apps?done=app-removed');
    expect(html).toContain('The access has been removed.');
    expect(html).not.toContain('Partner Web');
    expect(html).toContain('Other App');
  });

  it('twice, as from a second tab, is confirmed and recorded once', async () => {
    const alice = await visitor();
    const grant = await grantTo(alice, { name: 'Partner Web' });
    expect(await remove(alice, grant)).toEqual(await remove(alice, grant));
    const { items } = await api(contract.auditEvents.list, { query: { user_id: alice.user_id } });
    expect(items.filter(({ action }) => action === 'grant.revoked')).toHaveLength(1);
  });

  it('of another person’s app does nothing and tells no more than an id that nobody has', async () => {
    const [alice, mallory] = [await visitor(), await visitor()];
    const grant = await grantTo(alice, { name: 'Partner Web' });
    const unknown = await remove(mallory, { grant_id: 'no-such-grant' });
    expect(unknown).toEqual({ status: 303, location: APPS });
    expect(await remove(mallory, grant)).toEqual(unknown);
    expect(await findGrant(app.context, grant.grant_id)).not.toBeNull();
    expect((await remove(alice, grant)).location).toBe('/account/apps?done=app-removed');
  });

  it('needs a session', async () => {
    const alice = await visitor();
    const grant = await grantTo(alice, { name: 'Partner Web' });
    const csrf_token = await alice.csrfToken();
    expect(await remove(alice, grant, { csrf_token, cookie: '' })).toEqual({ status: 303, location: '/sign-in' });
    expect(await findGrant(app.context, grant.grant_id)).not.toBeNull();
    expect((await remove(alice, grant, { csrf_token })).location).toBe('/account/apps?done=app-removed');
  });

  it.each<[string, (other: AccountVisitor) => Promise<SubmitOptions>]>([
    ['without a csrf_token', async () => ({ csrf_token: '' })],
    ['with an invented csrf_token', async () => ({ csrf_token: 'a'.repeat(43) })],
    ['with another person’s csrf_token', async (other) => ({ csrf_token: await other.csrfToken() })],
    ['from another site', async () => ({ headers: { 'sec-fetch-site': 'cross-site' } })],
    ['from another origin', async () => ({ headers: { origin: 'https://evil.example' } })],
  ])('is refused %s', async (_, forge) => {
    const alice = await visitor();
    const grant = await grantTo(alice, { name: 'Partner Web' });
    expect((await remove(alice, grant, await forge(await visitor()))).status).toBe(403);
    expect(await findGrant(app.context, grant.grant_id)).not.toBeNull();
    expect((await remove(alice, grant)).status).toBe(303);
  });

  it('puts nothing from the address into the page', async () => {
    const alice = await visitor();
    for (const value of ['<script>alert(1)</script>', 'app-removed2', '']) {
      const html = await alice.open(`${APPS}?done=${encodeURIComponent(value)}`);
      expect(html).not.toContain('The access has been removed.');
      expect(html).not.toContain('alert(1)');
    }
  });
});

describe('each connected app', () => {
  it('is shown with the values that it can read, its last use, and the end that was chosen', async () => {
    const alice = await visitor({ email: 'alice@example.com' });
    const grant = await grantTo(alice, { name: 'Partner Web', duration: '30_days' });
    const before = await alice.open(APPS);
    expect(before).toContain('<bdi>alice@example.com</bdi>');
    expect(before).toContain('Not yet');
    const end = new Date(app.clock.now().getTime() + 30 * 86_400_000);
    expect(before).toContain(`<time datetime="${end.toISOString()}">`);
    await sql`update grants set last_used_at = ${app.clock.now()}, last_used_ip = '192.0.2.7' where grant_id = ${grant.grant_id}`.execute(
      app.context.db,
    );
    const after = await alice.open(APPS);
    expect(after).toContain('<bdi>192.0.2.7</bdi>');
    expect(after).not.toContain('Not yet');
  });
});

describe('taking one permission back', () => {
  const READ = { resource: ORDERS, scope: 'read' };
  const optional = { optional_scopes: ['email' as const, 'offline_access' as const], optional_resource_scopes: { [ORDERS]: ['read'] } };
  const scopes = [{ resource: null, scope: 'openid' }, EMAIL, OFFLINE, READ];

  it.each([EMAIL, OFFLINE, READ])('leaves the rest: %o', async ({ resource, scope }) => {
    const alice = await visitor();
    const { grant_id, client_id } = await grantTo(alice, { name: 'Partner Web', scopes, optional });
    expect(await alice.open(APPS)).toContain(`<input type="hidden" name="scope" value="${scope}"/>`);
    expect(await removeScope(alice, { grant_id, scope, resource: resource ?? '' })).toEqual({
      status: 303,
      location: '/account/apps?done=scope-removed',
    });
    expect(await alice.open(APPS)).not.toContain(`<input type="hidden" name="scope" value="${scope}"/>`);
    const left = (await findGrant(app.context, grant_id))?.scopes.map((each) => [each.resource, each.scope]);
    expect(left).toEqual(scopes.filter((each) => each.scope !== scope).map((each) => [each.resource, each.scope]));
    expect(await latestAuditEvent(api, 'grant.narrowed', { user_id: alice.user_id })).toMatchObject({
      actor_type: 'user',
      actor_id: alice.user_id,
      client_id,
    });
  });

  it('is not offered for what the app requires, and refused when it is asked for all the same', async () => {
    const alice = await visitor();
    const { grant_id } = await grantTo(alice, { name: 'Partner Web', scopes });
    expect(await alice.open(APPS)).not.toContain(REMOVE_SCOPE);
    expect(await removeScope(alice, { grant_id, scope: 'email' })).toEqual({ status: 303, location: APPS });
    expect((await findGrant(app.context, grant_id))?.scopes).toHaveLength(scopes.length);
  });

  it('of another person’s app does nothing and tells no more than an id that nobody has', async () => {
    const [alice, mallory] = [await visitor(), await visitor()];
    const { grant_id } = await grantTo(alice, { name: 'Partner Web', scopes, optional });
    const unknown = await removeScope(mallory, { grant_id: 'no-such-grant', scope: 'email' });
    expect(await removeScope(mallory, { grant_id, scope: 'email' })).toEqual(unknown);
    expect((await findGrant(app.context, grant_id))?.scopes).toHaveLength(scopes.length);
    expect((await removeScope(alice, { grant_id, scope: 'email' })).location).toContain('scope-removed');
  });
});

describe('the export of one’s own grants', () => {
  const EXPORT = '/account/connected-apps.json';

  it('is a file with all that one has allowed, and nothing of others', async () => {
    const alice = await visitor();
    const kept = await grantTo(alice, { name: 'Kept App' });
    const gone = await grantTo(alice, { name: 'Removed App' });
    await remove(alice, gone);
    await grantTo(await visitor(), { name: 'App of another person' });
    const answer = await alice.get(EXPORT);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json',
      'content-disposition': 'attachment; filename="connected-apps.json"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const document = (await answer.json()) as { user_id: string; grants: Record<string, unknown>[] };
    expect(document.user_id).toBe(alice.user_id);
    expect(new Set(document.grants.map(({ grant_id }) => grant_id))).toEqual(new Set([kept.grant_id, gone.grant_id]));
    expect(document.grants).toHaveLength(2);
    expect(document.grants.find(({ grant_id }) => grant_id === kept.grant_id)).toMatchObject({
      client_id: kept.client_id,
      client_name: 'Kept App',
      scopes: [{ resource: null, scope: 'email' }],
      duration: 'until_revoked',
      revoked_at: null,
    });
    expect(document.grants.every((grant) => !('session_uid' in grant))).toBe(true);
  });

  it('needs a session', async () => {
    const answer = await fetch(app.url + EXPORT, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
  });
});
