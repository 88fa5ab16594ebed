import { type CreateUser, contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { createUser } from './create-user.ts';
import { updateUser } from './update-user.ts';
import { verifySignIn } from './verify-sign-in.ts';

const { users } = contract;
let app: TestApp;
let api: ApiClient;
let count = 0;
const name = (): string => `person${(count += 1)}`;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

it('needs a token with the scope of the route', () => expectGuarded(app, users));

describe('create', () => {
  it('makes a user whose answer never holds the password', async () => {
    const username = name();
    const user = await api(users.create, {
      body: { username, password: 'correct horse', email: `${username}@example.com`, claims: { name: 'A' }, groups: ['x'] },
    });
    expect(user).toMatchObject({
      username,
      email_verified: false,
      claims: { name: 'A' },
      groups: ['x'],
      operator: false,
      disabled_at: null,
    });
    expect(JSON.stringify(user)).not.toMatch(/password|argon/);
    expect(await latestAuditEvent(api, 'user.created', { user_id: user.user_id })).toMatchObject({
      user_id: user.user_id,
      actor_type: 'client',
      details: { username, operator: false },
    });
  });

  it('letter case and compatibility forms do not tell usernames or addresses apart', async () => {
    const username = name();
    await api(users.create, { body: { username, email: `${username}@example.com` } });
    const taken = await problemOf(api(users.create, { body: { username: username.toUpperCase() } }));
    expect(taken).toMatchObject({ slug: 'username-taken', status: 409, errors: [{ pointer: '#/username' }] });
    const email = await problemOf(api(users.create, { body: { username: name(), email: `${username.toUpperCase()}@EXAMPLE.com` } }));
    expect(email).toMatchObject({ slug: 'email-taken', errors: [{ pointer: '#/email' }] });
  });

  it('nobody can sign up under the e-mail address or username of another', async () => {
    const username = `${name()}@example.com`;
    await api(users.create, { body: { username: name(), email: username } });
    expect(await problemOf(api(users.create, { body: { username } }))).toMatchObject({ slug: 'username-taken' });
    const second = `${name()}@example.com`;
    await api(users.create, { body: { username: second } });
    expect(await problemOf(api(users.create, { body: { username: name(), email: second } }))).toMatchObject({ slug: 'email-taken' });
    const own = `${name()}@example.com`;
    expect(await api(users.create, { body: { username: own, email: own } })).toMatchObject({ username: own });
  });

  it.each<[body: object, pointer: string]>([
    [{ username: 'a\u0000b' }, '#/username'],
    [{ username: 'a b' }, '#/username'],
    [{ username: 'short', password: '1234567' }, '#/password'],
    [{ username: 'mail', email: 'nobody' }, '#/email'],
    [{ username: 'claim', claims: { sub: 'x' } }, '#/claims/sub'],
    [{ username: 'mass', user_id: 'x' }, '#/user_id'],
  ])('%j is refused at %s', async (body, pointer) => {
    const problem = await problemOf(api(users.create, { body: body as CreateUser }));
    expect(problem).toMatchObject({ slug: 'invalid-request', errors: [{ pointer }] });
  });
});

describe('read', () => {
  it('one user, or the problem', async () => {
    const user = await api(users.create, { body: { username: name() } });
    expect(await api(users.get, { params: { user_id: user.user_id } })).toEqual(user);
    expect(await problemOf(api(users.get, { params: { user_id: 'nobody' } }))).toMatchObject({ slug: 'user-not-found', status: 404 });
  });

  it('pages, newest first, that find part of a name', async () => {
    for (const n of [1, 2, 3]) await api(users.create, { body: { username: `paged%${n}`, claims: { name: 'Über' } } });
    const first = await api(users.list, { query: { q: 'PAGED%', limit: 2 } });
    expect(first.items).toHaveLength(2);
    const second = await api(users.list, { query: { q: 'PAGED%', limit: 2, cursor: first.next_cursor ?? '' } });
    expect(second).toMatchObject({ next_cursor: null });
    expect([...first.items, ...second.items].map((user) => user.username).toSorted()).toEqual(['paged%1', 'paged%2', 'paged%3']);
    expect((await api(users.list, { query: { q: '%%' } })).items).toEqual([]);
    expect((await api(users.list, { query: { q: 'über' } })).items).toHaveLength(3);
    expect(await problemOf(api(users.list, { query: { cursor: 'forged' } }))).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#?cursor' }],
    });
  });
});

describe('update', () => {
  it('changes what is sent and says so in the audit log, without values', async () => {
    const user = await api(users.create, {
      body: { username: name(), email: `${name()}@example.com`, email_verified: true, groups: ['a'] },
    });
    const email = `${name()}@example.com`;
    const updated = await api(users.update, { params: { user_id: user.user_id }, body: { email, password: 'a new password' } });
    expect(updated).toMatchObject({ email, email_verified: false, groups: ['a'] });
    const event = await latestAuditEvent(api, 'user.updated', { user_id: user.user_id });
    expect(event).toMatchObject({ user_id: user.user_id });
    expect(event?.details['changed']).toEqual(expect.arrayContaining(['email', 'password']));
    expect(JSON.stringify(event)).not.toContain('a new password');
  });

  it('taken names and unknown users are problems', async () => {
    const [one, two] = [
      await api(users.create, { body: { username: name() } }),
      await api(users.create, { body: { username: name(), email: 'two@example.com' } }),
    ];
    const params = { user_id: one.user_id };
    expect(await problemOf(api(users.update, { params, body: { username: two.username } }))).toMatchObject({ slug: 'username-taken' });
    expect(await problemOf(api(users.update, { params, body: { email: 'two@example.com' } }))).toMatchObject({ slug: 'email-taken' });
    expect(await problemOf(api(users.update, { params: { user_id: 'x' }, body: {} }))).toMatchObject({ slug: 'user-not-found' });
  });

  it('a client can neither make an operator nor change how one signs in', async () => {
    const problem = await problemOf(api(users.create, { body: { username: name(), operator: true } }));
    expect(problem).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/operator' }] });
    const user = await api(users.create, { body: { username: name() } });
    expect(await problemOf(api(users.update, { params: { user_id: user.user_id }, body: { operator: true } }))).toMatchObject({
      errors: [{ pointer: '#/operator' }],
    });
    const operator = await createUser(app.context, { username: name(), operator: true });
    const params = { user_id: operator.user_id };
    for (const body of [{ password: 'taken over' }, { email: 'mine@example.com' }, { username: name() }, { operator: false }]) {
      expect(await problemOf(api(users.update, { params, body }))).toMatchObject({ errors: [{ pointer: `#/${Object.keys(body)[0]}` }] });
    }
    expect(await api(users.update, { params, body: { groups: ['staff'], operator: true } })).toMatchObject({
      groups: ['staff'],
      operator: true,
    });
  });
});

describe('disable', () => {
  it('stops the sign-in until enabled again', async () => {
    const username = name();
    const user = await api(users.create, { body: { username, password: 'correct horse' } });
    const params = { user_id: user.user_id };
    expect((await api(users.disable, { params })).disabled_at).not.toBeNull();
    expect(await latestAuditEvent(api, 'user.disabled', { user_id: user.user_id })).toMatchObject({ user_id: user.user_id });
    expect(await verifySignIn(app.context, { identifier: username, password: 'correct horse' })).toBeNull();
    expect((await api(users.enable, { params })).disabled_at).toBeNull();
    expect(await latestAuditEvent(api, 'user.enabled', { user_id: user.user_id })).toMatchObject({ user_id: user.user_id });
    expect(await verifySignIn(app.context, { identifier: username, password: 'correct horse' })).toMatchObject(params);
  });

  it('unknown users are a problem', async () => {
    for (const route of [users.disable, users.enable]) {
      expect(await problemOf(api(route, { params: { user_id: 'x' } }))).toMatchObject({ slug: 'user-not-found' });
    }
  });

  it('the last operator stays', async () => {
    const { items } = await api(users.list, { query: { limit: 200 } });
    const operators = items.filter((user) => user.operator);
    const last = operators.pop() ?? (await createUser(app.context, { username: name(), operator: true }));
    for (const { user_id } of operators) await updateUser(app.context, { user_id, operator: false });
    expect(await problemOf(api(users.disable, { params: { user_id: last.user_id } }))).toMatchObject({
      slug: 'last-operator',
      status: 409,
    });
    await expect(updateUser(app.context, { user_id: last.user_id, operator: false })).rejects.toMatchObject({ type: 'last-operator' });
  });
});

describe('sign-in', () => {
  it('takes the username or the e-mail address, whatever the case, and the exact password', async () => {
    const username = name();
    await createUser(app.context, { username, email: `${username}@example.com`, password: 'correct horse' });
    for (const identifier of [username, username.toUpperCase(), `${username}@Example.com`]) {
      expect(await verifySignIn(app.context, { identifier, password: 'correct horse' })).toMatchObject({ username });
    }
    expect(await verifySignIn(app.context, { identifier: username, password: 'Correct horse' })).toBeNull();
    expect(await verifySignIn(app.context, { identifier: 'nobody', password: 'correct horse' })).toBeNull();
    expect(await verifySignIn(app.context, { identifier: 'a\u0000', password: 'correct horse' })).toBeNull();
  });

  it('a user without a password cannot sign in', async () => {
    const user = await createUser(app.context, { username: name() });
    expect(await verifySignIn(app.context, { identifier: user.username, password: '' })).toBeNull();
  });
});
