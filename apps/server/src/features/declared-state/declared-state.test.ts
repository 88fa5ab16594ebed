import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract, MANAGEMENT_SCOPES, type ApiClient, type DeclaredState } from '@consentry/contract';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { verifyClientSecret } from '../clients/verify-client-secret.ts';
import { verifySignIn } from '../users/verify-sign-in.ts';
import { applyDeclaredFile } from './apply-declared-file.ts';
import { applyDeclaredState } from './apply-declared-state.ts';

const { clients, declaredState, users } = contract;
const SECRET = 'a secret of 32 characters or more';
let app: TestApp;
let api: ApiClient;
let directory: string;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  directory = mkdtempSync(join(tmpdir(), 'consentry-apply-'));
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await app.stop();
});

/** A state of its own names for each test. */
function state() {
  const n = (count += 1);
  const resource = `https://api${n}.example.com`;
  return {
    users: [{ username: `person${n}`, password: 'correct horse', name: 'Person', email: `person${n}@example.com`, groups: ['staff'] }],
    resource_servers: [
      { resource, name: 'Orders', scopes: [{ name: 'orders:read', description: 'See your orders', sensitivity: 'low' as const }] },
    ],
    clients: [
      {
        client_id: `partner-${n}`,
        client_secret: SECRET,
        name: 'Partner',
        app_type: 'traditional_web' as const,
        party: 'third_party' as const,
        redirect_uris: ['http://127.0.0.1:4001/callback'],
        resource_scopes: { [resource]: ['orders:read'] },
        optional_scopes: ['email'],
        optional_resource_scopes: { [resource]: ['orders:read'] },
      },
    ],
  } satisfies DeclaredState;
}

const apply = async (body: DeclaredState) => (await api(declaredState.apply, { body })).changes;
const changesOf = async (body: DeclaredState) => (await apply(body)).map(({ kind, change }) => `${kind} ${change}`);
const [CREATED, UNCHANGED] = ['created', 'unchanged'].map((change) =>
  ['user', 'resource_server', 'client'].map((kind) => `${kind} ${change}`),
);

it('needs a token with the scope of the route', () => expectGuarded(app, declaredState));

describe('applying', () => {
  it('makes everything, and the second time changes nothing', async () => {
    const declared = state();
    expect(await changesOf(declared)).toEqual(CREATED);
    expect(await latestAuditEvent(api, 'declared_state.applied')).toMatchObject({ details: { created: 3, updated: 0, unchanged: 0 } });
    expect(await changesOf(declared)).toEqual(UNCHANGED);
    const [user, client] = [declared.users[0], declared.clients[0]];
    expect(await verifySignIn(app.context, { identifier: user?.username ?? '', password: 'correct horse' })).not.toBeNull();
    expect(await verifyClientSecret(app.context, client?.client_id ?? '', SECRET)).toBe(true);
    expect(await changesOf(declared)).toEqual(UNCHANGED);
  });

  it('writes what differs and leaves what is not named', async () => {
    const declared = state();
    await apply(declared);
    const client_id = declared.clients[0]?.client_id ?? '';
    await api(clients.update, { params: { client_id }, body: { description: 'kept' } });
    const changed = structuredClone(declared);
    Object.assign(changed.users[0] ?? {}, { name: 'Renamed' });
    Object.assign(changed.clients[0] ?? {}, { party: 'first_party' });
    expect(await changesOf(changed)).toEqual(['user updated', 'resource_server unchanged', 'client updated']);
    expect(await api(clients.get, { params: { client_id } })).toMatchObject({ description: 'kept', party: 'first_party' });
    const { items } = await api(users.list, { query: { q: changed.users[0]?.username ?? '' } });
    expect(items).toMatchObject([{ claims: { name: 'Renamed' }, groups: ['staff'] }]);
  });

  it('a new declared secret replaces the declared one and no other', async () => {
    const declared = state();
    await apply(declared);
    const client_id = declared.clients[0]?.client_id ?? '';
    const own = await api(clients.createSecret, { params: { client_id }, body: { name: 'By hand' } });
    Object.assign(declared.clients[0] ?? {}, { client_secret: SECRET.toUpperCase() });
    expect((await changesOf(declared))[2]).toBe('client updated');
    const verified = await Promise.all(
      [SECRET, SECRET.toUpperCase(), own.client_secret].map((secret) => verifyClientSecret(app.context, client_id, secret)),
    );
    expect(verified).toEqual([false, true, true]);
  });

  it('a client without an id is found by name, type and party; a generated secret is shown once', async () => {
    const body: DeclaredState = { clients: [{ name: 'No id', app_type: 'machine_to_machine', party: 'first_party' }] };
    const [first] = await apply(body);
    expect(await verifyClientSecret(app.context, first?.id ?? '', first?.client_secret ?? '')).toBe(true);
    expect(await apply(body)).toEqual([{ kind: 'client', id: first?.id, change: 'unchanged' }]);
    await api(clients.create, { body: { name: 'No id', app_type: 'machine_to_machine', party: 'first_party' } });
    expect(await problemOf(apply(body))).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/clients/0/client_id' }] });
  });

  it('a weak hash stays declared after a sign-in has strengthened it', async () => {
    const password_hash = await hash('imported password', { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    const body = { users: [{ username: 'imported', password_hash }] };
    expect(await changesOf(body)).toEqual(['user created']);
    const user = await verifySignIn(app.context, { identifier: 'imported', password: 'imported password' });
    expect(user?.password_hash).toMatch(/m=19456,t=2,p=1/);
    expect(await changesOf(body)).toEqual(['user unchanged']);
    expect(await verifySignIn(app.context, { identifier: 'imported', password: 'imported password' })).not.toBeNull();
  });
});

describe('what cannot be applied changes nothing', () => {
  it('pointers start at the document’s root, for every faulty entry', async () => {
    const declared = state();
    const client = declared.clients[0];
    if (client === undefined) throw new Error('the state has a client');
    const resource = declared.resource_servers[0]?.resource ?? '';
    const bad = { ...client, resource_scopes: { [resource]: ['orders:read', 'orders:burn'] } };
    const problem = await problemOf(apply({ ...declared, clients: [client, { ...bad, client_id: 'b' }, { ...bad, client_id: 'c' }] }));
    const escaped = resource.replaceAll('/', '~1');
    expect(problem).toMatchObject({ slug: 'invalid-request', status: 400 });
    expect(problem.errors?.map((error) => error.pointer)).toEqual([1, 2].map((n) => `#/clients/${n}/resource_scopes/${escaped}/1`));
    expect(await problemOf(api(clients.get, { params: { client_id: client.client_id } }))).toMatchObject({ slug: 'client-not-found' });
    expect((await api(users.list, { query: { q: declared.users[0]?.username ?? '' } })).items).toEqual([]);
    expect(await changesOf(declared)).toEqual(CREATED);
  });

  it('an address that is taken', async () => {
    const declared = state();
    await apply(declared);
    const problem = await problemOf(
      apply({ users: [{ username: 'second' }, { username: 'third', email: declared.users[0]?.email ?? '' }] }),
    );
    expect(problem).toMatchObject({ slug: 'email-taken', errors: [{ pointer: '#/users/1/email' }] });
    expect((await api(users.list, { query: { q: 'second' } })).items).toEqual([]);
  });

  it('the application type cannot change, and nothing stands twice', async () => {
    const declared = state();
    await apply(declared);
    const other = {
      client_id: declared.clients[0]?.client_id ?? '',
      name: 'Partner',
      app_type: 'native' as const,
      party: 'third_party' as const,
    };
    expect(await problemOf(apply({ clients: [other] }))).toMatchObject({ errors: [{ pointer: '#/clients/0/app_type' }] });
    const twice = await problemOf(apply({ users: [{ username: 'Twice' }, { username: 'twice' }] }));
    expect(twice).toMatchObject({ errors: [{ pointer: '#/users/1/username' }] });
  });

  it('the last operator stays', async () => {
    await applyDeclaredState(app.context, { users: [{ username: 'boss', operator: true }] });
    const taking = applyDeclaredState(app.context, { users: [{ username: 'boss', operator: false }] });
    await expect(taking).rejects.toMatchObject({ type: 'last-operator', extension: { errors: [{ pointer: '#/users/0' }] } });
  });
});

describe('what the caller may not do', () => {
  it('every noun needs its own scope', async () => {
    const caller = await app.api(['clients:write']);
    expect(await problemOf(caller(declaredState.apply, { body: { users: [] } }))).toMatchObject({
      slug: 'insufficient-scope',
      scope: 'users:write',
    });
    expect(await problemOf(caller(declaredState.apply, { body: { resource_servers: [] } }))).toMatchObject({
      scope: 'resource_servers:write',
    });
    expect(await caller(declaredState.apply, { body: { clients: [] } })).toEqual({ changes: [] });
  });

  it('a client makes no operator, takes none over, and hands on no scope it lacks', async () => {
    const making = await problemOf(apply({ users: [{ username: 'mallory', operator: true }] }));
    expect(making).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/users/0/operator' }] });
    await applyDeclaredState(app.context, { users: [{ username: 'root', operator: true, password: 'correct horse' }] });
    const taking = await problemOf(apply({ users: [{ username: 'root', password: 'known to mallory' }] }));
    expect(taking).toMatchObject({ errors: [{ pointer: '#/users/0/password' }] });
    expect(await changesOf({ users: [{ username: 'root', operator: true, password: 'correct horse' }] })).toEqual(['user unchanged']);

    const caller = await app.api(['clients:write']);
    const machine = { name: 'M', app_type: 'machine_to_machine' as const, party: 'first_party' as const };
    const handing = await problemOf(
      caller(declaredState.apply, { body: { clients: [{ ...machine, management_scopes: ['users:write'] }] } }),
    );
    expect(handing).toMatchObject({ slug: 'insufficient-scope', scope: 'users:write' });
    await apply({ clients: [{ ...machine, client_id: 'strong', management_scopes: [...MANAGEMENT_SCOPES] }] });
    const secret = await problemOf(
      caller(declaredState.apply, { body: { clients: [{ ...machine, client_id: 'strong', client_secret: SECRET }] } }),
    );
    expect(secret).toMatchObject({ slug: 'insufficient-scope' });
  });
});

describe('a file', () => {
  const file = (text: string): string => {
    const path = join(directory, 'state.yaml');
    writeFileSync(path, text);
    return path;
  };

  it('is applied in this process, operators too', async () => {
    const path = file('users:\n  - username: filed\n    operator: true\n');
    expect(await applyDeclaredFile(app.context, path)).toEqual([{ kind: 'user', id: 'filed', change: 'created' }]);
    expect(await applyDeclaredFile(app.context, path)).toEqual([{ kind: 'user', id: 'filed', change: 'unchanged' }]);
  });

  it('faults that only the database knows have their line, too', async () => {
    const path = file(
      'clients:\n  - name: A\n    app_type: native\n    party: third_party\n    resource_scopes:\n      https://nowhere.example: [x]\n',
    );
    await expect(applyDeclaredFile(app.context, path)).rejects.toThrow(
      `${path} was not applied; nothing was changed:\n  line 6, key clients[0].resource_scopes["https://nowhere.example"]: there is no resource server “https://nowhere.example”`,
    );
  });
});
