import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contract } from '@consentry/contract';
import { afterAll, describe, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { managementApi } from '../support/management.ts';
import { startProduct } from '../support/product.ts';
import { spawnServer } from '../support/server-process.ts';
import { standardFixture } from '../support/standard-fixture.ts';
import { makeTempDirectory } from '../support/temp-directory.ts';

const { path: scratch, remove } = makeTempDirectory('declared');
afterAll(remove);

const GOOD = `users:
  - username: alice
    password: "correct horse battery"
`;

async function applyAtStart(yaml: string): Promise<{ code: number | null; output: string }> {
  const file = join(scratch, `${crypto.randomUUID()}.yaml`);
  writeFileSync(file, yaml);
  const server = spawnServer({ DATA_DIR: join(scratch, 'data'), HOST: '127.0.0.1', PORT: String(await freePort()) }, ['--apply', file]);
  const code = await server.exited;
  return { code, output: server.output() };
}

/** Everything that the schema refuses, in one file: each fault is told with its line and key. */
const MANY_FAULTS = `users:
  - username: ""
  - username: bob
    password: short
    email: nonsense
  - username: 5
clients:
  - client_id: app
    name: App
    app_type: traditional_web
    party: third_party
    redirect_url: https://app.example.com/cb
    client_secret: short
    scopes: [openid, nonsense]
    redirect_uris:
      - https://app.example.com/cb
      - https://app.example.com/cb#x
      - https://*.example.com/cb
  - name: Other
    app_type: website
    party: third_party
`;
const FAULTS: [number, string][] = [
  [2, 'users[0].username'],
  [4, 'users[1].password'],
  [5, 'users[1].email'],
  [6, 'users[2].username'],
  [12, 'clients[0].redirect_url'],
  [13, 'clients[0].client_secret'],
  [14, 'clients[0].scopes[1]'],
  [20, 'clients[1].app_type'],
];

describe('a YAML file with an error ends the start with line, key and reason', () => {
  const client = `clients:\n  - client_id: app\n    name: App\n    app_type: traditional_web\n    party: third_party\n`;
  const cases: [string, string, [number, string][]][] = [
    ['every fault that the schema knows, at once', MANY_FAULTS, FAULTS],
    [
      'redirect URIs, each by its place',
      `${client}    redirect_uris:\n      - https://app.example.com/cb\n      - https://app.example.com/cb#x\n      - https://*.example.com/cb\n`,
      [
        [8, 'redirect_uris[1]'],
        [9, 'redirect_uris[2]'],
      ],
    ],
    ['a scope that its API does not have', `${client}    resource_scopes: { https://api.example.com: [a] }\n`, [[6, 'resource_scopes']]],
    ['no YAML', `${GOOD}clients: [}`, [[4, '.yaml']]],
    ['a key twice', `${GOOD}users: []`, [[4, 'users']]],
  ];
  test.each(cases)('%s', async (_, yaml, faults) => {
    const { code, output } = await applyAtStart(yaml);
    expect(code).toBeGreaterThan(0);
    for (const [line, key] of faults) {
      expect(output).toMatch(new RegExp(`line ${line}\\b`));
      expect(output).toContain(key);
    }
    expect(output).not.toContain('correct horse battery');
    expect(output).not.toMatch(/\n\s+at .*\(?.*\.js:\d+/);
  });

  test('a file that is not there', async () => {
    const file = join(scratch, 'no-such-file.yaml');
    const server = spawnServer({ DATA_DIR: join(scratch, crypto.randomUUID()), PORT: String(await freePort()) }, ['--apply', file]);
    expect(await server.exited).toBeGreaterThan(0);
    expect(server.output()).toContain(file);
  });

  test('an alias bomb does not eat the memory', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghij'.split('').map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`).join(',')}]`),
    ];
    const { code } = await applyAtStart(bomb.join('\n'));
    expect(code).toBeGreaterThan(0);
  });
});

test('a file applied twice changes nothing the second time, and a bad file changes nothing at all', async () => {
  const data_dir = join(scratch, 'twice');
  const first = await startProduct({ data_dir, fixture: standardFixture() });
  const before = await snapshot(first.issuer);
  await first.stop();

  const second = await startProduct({
    data_dir,
    fixture: standardFixture(),
    public_url: first.issuer,
    port: Number(new URL(first.issuer).port),
  });
  expect(await snapshot(second.issuer)).toEqual(before);
  await second.stop();

  const file = join(scratch, 'bad.yaml');
  const fixture = standardFixture();
  const [user] = fixture.users ?? [];
  const bad = {
    users: [{ ...user, name: 'Changed' }],
    clients: [{ ...fixture.clients?.[0], name: 'Changed', resource_scopes: { 'https://none.example.com': ['x'] } }],
  };
  writeFileSync(file, JSON.stringify(bad, null, 2));
  const failed = spawnServer({ DATA_DIR: data_dir, HOST: '127.0.0.1', PORT: String(await freePort()) }, ['--apply', file]);
  expect(await failed.exited).toBeGreaterThan(0);
  expect(failed.output()).toMatch(/line \d+/);

  const third = await startProduct({ data_dir, public_url: first.issuer, port: Number(new URL(first.issuer).port) });
  expect(await snapshot(third.issuer)).toEqual(before);
  await third.stop();
});

/** Everything that can be read, times of change included. */
async function snapshot(issuer: string): Promise<unknown> {
  const api = await managementApi(issuer);
  const [users, clients, servers] = await Promise.all([
    api(contract.users.list, { query: {} }),
    api(contract.clients.list, { query: {} }),
    api(contract.resourceServers.list, { query: {} }),
  ]);
  const withoutUse = clients.items.map((client) => ({
    ...client,
    secrets: client.secrets.map((secret) => ({ ...secret, last_used_at: null })),
  }));
  return { users: users.items, clients: withoutUse, servers: servers.items };
}

test('all faults of the configuration are told at once, each with its key', async () => {
  const server = spawnServer({
    PORT: 'eighty',
    PUBLIC_URL: 'not a url',
    LOG_LEVEL: 'loud',
    ENCRYPTION_KEY: 'short-secret-key',
    TRUSTED_PROXIES: 'everyone',
  });
  expect(await server.exited).toBeGreaterThan(0);
  for (const key of ['PORT', 'PUBLIC_URL', 'LOG_LEVEL', 'ENCRYPTION_KEY', 'TRUSTED_PROXIES']) expect(server.output()).toContain(key);
  expect(server.output()).not.toContain('short-secret-key');
});
