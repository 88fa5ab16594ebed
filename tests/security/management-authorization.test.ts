import { contract, MANAGEMENT_SCOPES, type ManagementScope, type Route } from '@consentry/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { openConsole } from '../support/console-session.ts';
import { exchange, type Exchange } from '../support/http-exchange.ts';
import { managementClient, managementToken } from '../support/management.ts';
import { ALICE, BOB, standardFixture } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const fixture = standardFixture();
const product = useProduct({ fixture: { ...fixture, clients: [...(fixture.clients ?? []), managementClient('second-management')] } });

const ROUTES: Route[] = Object.values(contract).flatMap((noun) => Object.values(noun));
const named = ROUTES.map((route): [string, Route] => [`${route.method.toUpperCase()} ${route.path}`, route]);
const scoped = named.flatMap(([name, route]): [string, Route, ManagementScope][] =>
  route.scope === null ? [] : [[name, route, route.scope]],
);

let allScopes: string;
beforeAll(async () => {
  allScopes = await managementToken(product().issuer);
});

function callRoute(route: Route, headers: Record<string, string>): Promise<Exchange> {
  const path = route.path.replace(/\{\w+\}/g, 'no-such-thing');
  const withBody = route.method !== 'get' && route.method !== 'delete';
  return exchange(`${product().issuer}/api/v1${path}`, {
    method: route.method.toUpperCase(),
    headers: { ...headers, ...(withBody ? { 'content-type': 'application/json' } : {}) },
    ...(withBody ? { body: '{}' } : {}),
  });
}

function expectProblem(answer: Exchange, status: number, slug: string): void {
  expect([answer.status, answer.headers['content-type']]).toEqual([status, expect.stringContaining('application/problem+json')]);
  expect(answer.json()).toMatchObject({
    status,
    type: expect.stringMatching(`/${slug}$`) as unknown,
    title: expect.any(String) as unknown,
  });
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

test.each(named)('%s: no token, or one that is none, is 401 (RFC 6750 §3.1)', async (_, route) => {
  for (const headers of [{}, bearer('x'), bearer(`${allScopes.slice(0, -3)}AAA`), bearer(''), { authorization: `Basic ${allScopes}` }]) {
    const answer = await callRoute(route, headers);
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
  }
  expect((await callRoute(route, bearer(allScopes))).status).not.toBe(401);
});

test.each(scoped)('%s: every scope but its own is 403 and says which is missing (RFC 6750 §3.1)', async (_, route, scope) => {
  const others = MANAGEMENT_SCOPES.filter((other) => other !== scope);
  const answer = await callRoute(route, bearer(await managementToken(product().issuer, 'test-management', others)));
  expectProblem(answer, 403, 'insufficient-scope');
  expect(answer.json()['scope']).toBe(scope);
  expect(answer.headers['www-authenticate']).toContain(`scope="${scope}"`);
  const control = await callRoute(route, bearer(await managementToken(product().issuer, 'test-management', [scope])));
  expect(control.status).not.toBe(403);
});

test('a token cannot ask for more than its client may have', async () => {
  const { postForm } = await import('../support/oauth-exchange.ts');
  const answer = await postForm(
    `${product().issuer}/oauth2/token`,
    { grant_type: 'client_credentials', resource: `${product().issuer}/api/v1`, scope: 'clients:read no:such' },
    { method: 'basic', client_id: 'second-management', client_secret: managementClient().client_secret ?? '' },
  );
  if (answer.status === 200) expect(answer.json()['scope']).toBe('clients:read');
  else expect(answer.json()['error']).toBe('invalid_scope');
});

describe('the console’s session', () => {
  test('of an operator reads and writes; of another user it may do nothing', async () => {
    const operator = await openConsole(product().issuer, BOB);
    expect((await operator.call('/clients')).status).toBe(200);
    const created = await operator.call('/users', { method: 'POST', body: { username: `made-${crypto.randomUUID()}` } });
    expect(created.status).toBe(201);

    const user = await openConsole(product().issuer, ALICE);
    const caller = await user.call('/caller');
    expect(caller.json()).toMatchObject({ username: 'alice', scopes: [] });
    for (const [, route, scope] of scoped.filter(([, { method }]) => method === 'get')) {
      const answer = await user.call(route.path.replace(/\{\w+\}/g, 'x'));
      expect([scope, answer.status]).toEqual([scope, 403]);
    }
  });

  test('is refused to another site, whatever it sends along (CSRF)', async () => {
    const operator = await openConsole(product().issuer, BOB);
    const body = { username: 'forged' };
    const attempts: Record<string, string | null>[] = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
      { 'x-consentry-console': null },
    ];
    for (const headers of attempts)
      expectProblem(await operator.call('/users', { method: 'POST', body, headers }), 403, 'cross-site-request');
    const plain = await operator.call('/users', { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
    expect(plain.status).toBe(415);
    expect((await operator.call('/users?q=forged')).json()['items']).toEqual([]);
  });

  test('holds no token in the browser, and ends with sign-out', async () => {
    const operator = await openConsole(product().issuer, BOB);
    for (const { value, attributes } of operator.browser.jar.all()) {
      expect(value).not.toMatch(/^eyJ/);
      expect(attributes.has('httponly')).toBe(true);
    }
    const before = operator.browser.jar.copy();
    const url = new URL(`${product().issuer}/console/sign-out`);
    const answer = await operator.browser.send(url, { method: 'POST', referrer: `${product().issuer}/console/`, body: '' });
    expect(answer.status).toBeLessThan(400);
    const stolen = await exchange(`${product().issuer}/api/v1/clients`, {
      headers: {
        cookie: before.header(new URL(`${product().issuer}/api/v1/clients`)),
        'x-consentry-console': '1',
        'sec-fetch-site': 'same-origin',
      },
    });
    expectProblem(stolen, 401, 'unauthenticated');
  });

  test('ends at once for an operator who is none any more', async () => {
    const operator = await openConsole(product().issuer, BOB);
    const username = `operator-${crypto.randomUUID()}`;
    const created = await operator.call('/users', {
      method: 'POST',
      body: { username, password: 'a long enough password', operator: true },
    });
    expect(created.status).toBe(201);
    const second = await openConsole(product().issuer, { identifier: username, password: 'a long enough password' });
    expect((await second.call('/clients')).status).toBe(200);
    const path = `/users/${String(created.json()['user_id'])}`;
    expect((await operator.call(path, { method: 'PATCH', body: { operator: false } })).status).toBe(200);
    expect([401, 403]).toContain((await second.call('/clients')).status);
  });
});

test('a machine may manage users, but not make or take over an operator (privilege escalation)', async () => {
  const token = await managementToken(product().issuer);
  const send = (method: string, path: string, body: unknown): Promise<Exchange> =>
    exchange(`${product().issuer}/api/v1${path}`, {
      method,
      headers: { ...bearer(token), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const bob = (await send('GET', '/users?q=bob', undefined)).json()['items'] as { user_id: string }[];
  for (const [method, path, body] of [
    ['POST', '/users', { username: 'made-operator', operator: true }],
    ['PATCH', `/users/${bob[0]?.user_id}`, { password: 'a password of the machine' }],
    ['POST', '/declared_state', { users: [{ username: 'made-operator', operator: true }] }],
    ['POST', '/declared_state', { users: [{ username: 'bob', password: 'a password of the machine' }] }],
  ] as const) {
    const answer = await send(method, path, body);
    expect([method, path, answer.status]).toEqual([method, path, expect.toSatisfy((status: number) => status === 400 || status === 403)]);
  }
  expect((await send('POST', '/users', { username: `plain-${crypto.randomUUID()}` })).status).toBe(201);
  expect((await (await openConsole(product().issuer, BOB)).call('/clients')).status).toBe(200);
});

describe('mass assignment', () => {
  const send = async (method: string, path: string, body: string): Promise<Exchange> =>
    exchange(`${product().issuer}/api/v1${path}`, { method, headers: { ...bearer(allScopes), 'content-type': 'application/json' }, body });
  const client = { name: 'App', app_type: 'traditional_web', party: 'third_party' };

  test.each([
    ['secret_hash', 'x'],
    ['secrets', []],
    ['client_secret', 'chosen-by-the-caller-0123456789abcdef'],
    ['created_at', '2000-01-01T00:00:00Z'],
    ['token_endpoint_auth_method', 'none'],
    ['grant_types', ['client_credentials']],
    ['skip_consent', true],
  ])('a client’s %s cannot be set', async (member, value) => {
    const answer = await send('POST', '/clients', JSON.stringify({ ...client, [member]: value }));
    expectProblem(answer, 400, 'invalid-request');
    expect(answer.json()['errors']).toMatchObject([{ pointer: `#/${member}` }]);
    expect((await send('POST', '/clients', JSON.stringify(client))).status).toBe(201);
  });

  test.each(['client_id', 'app_type', 'secrets', 'updated_at'])('a client’s %s cannot be changed', async (member) => {
    const answer = await send('PATCH', '/clients/partner-web', JSON.stringify({ [member]: 'native' }));
    expectProblem(answer, 400, 'invalid-request');
  });

  test.each(['password_hash', 'user_id', 'disabled_at', 'created_at', 'username_key'])('a user’s %s cannot be set', async (member) => {
    const answer = await send('POST', '/users', JSON.stringify({ username: `u-${crypto.randomUUID()}`, [member]: 'x' }));
    expectProblem(answer, 400, 'invalid-request');
  });

  test('__proto__ and constructor are members like any other, and refused', async () => {
    for (const body of [
      '{"username":"p1","__proto__":{"operator":true}}',
      '{"username":"p2","constructor":{"prototype":{"operator":true}}}',
    ]) {
      expect((await send('POST', '/users', body)).status).toBe(400);
    }
    const after = await send('POST', '/users', JSON.stringify({ username: `u-${crypto.randomUUID()}` }));
    expect(after.json()['operator']).toBe(false);
  });
});

test('no answer holds a hash, a password or a secret that was shown before (I8)', async () => {
  for (const path of [
    '/clients',
    '/clients/partner-web',
    '/users',
    '/grants',
    '/audit_events?limit=200',
    '/settings',
    '/server',
    '/resource_servers',
  ]) {
    const { status, text } = await exchange(`${product().issuer}/api/v1${path}`, { headers: bearer(allScopes) });
    expect([path, status]).toEqual([path, 200]);
    expect(text).not.toMatch(/\$argon2|secret_hash|password|"hash"|of-32-characters|correct horse/i);
  }
});

test('what is not there is the same 404 for every id, and a wrong method tells those allowed', async () => {
  const get = (path: string, method = 'GET'): Promise<Exchange> =>
    exchange(`${product().issuer}/api/v1${path}`, { method, headers: bearer(allScopes) });
  expectProblem(await get('/clients/no-such-client'), 404, 'client-not-found');
  expectProblem(await get('/users/no-such-user'), 404, 'user-not-found');
  expectProblem(await get('/no-such-noun'), 404, 'not-found');
  const wrong = await get('/clients', 'PUT');
  expectProblem(wrong, 405, 'method-not-allowed');
  expect(wrong.headers.allow).toMatch(/GET/);
  expect(wrong.headers.allow).toMatch(/POST/);
});
