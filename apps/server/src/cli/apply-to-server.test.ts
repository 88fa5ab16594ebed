import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { getClient } from '../features/clients/get-client.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { runCli } from './run-cli.ts';

const SECRET = 'a secret of 32 characters or more';
let app: TestApp;
let directory: string;

beforeAll(async () => {
  app = await startTestApp();
  directory = mkdtempSync(join(tmpdir(), 'consentry-cli-'));
  await createClient(app.context, {
    client_id: 'deployer',
    name: 'Deployer',
    app_type: 'machine_to_machine',
    party: 'first_party',
    management_scopes: ['clients:write', 'users:write', 'resource_servers:write'],
    first_secret: { name: 'declared', client_secret: SECRET },
  });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await app.stop();
});

function write(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

async function apply(text: string, secretFile = write('secret', `${SECRET}\n`)): Promise<{ code: number; out: string; err: string }> {
  vi.stubEnv('CONSENTRY_URL', `${app.url}/`);
  vi.stubEnv('CONSENTRY_CLIENT_ID', 'deployer');
  vi.stubEnv('CONSENTRY_CLIENT_SECRET_FILE', secretFile);
  const said = { out: '', err: '' };
  const code = await runCli(['apply', write('state.yaml', text)], {
    start: () => Promise.reject(new Error('apply starts nothing')),
    out: (line) => void (said.out += `${line}\n`),
    err: (line) => void (said.err += `${line}\n`),
  });
  return { code, ...said };
}

const GOOD = `
users: [{ username: alice, password: correct horse }]
resource_servers:
  - resource: https://api.example.com
    name: Orders API
    scopes: [{ name: orders:read }]
clients:
  - client_id: partner-web
    name: Partner Web
    app_type: traditional_web
    party: third_party
    resource_scopes: { https://api.example.com: [orders:read] }
`;

it('applies a file through the management API; the second time changes nothing', async () => {
  const first = await apply(GOOD);
  expect(first.err).toBe('');
  expect(first.code).toBe(0);
  expect(first.out).toContain('created  user             alice');
  expect(first.out).toMatch(/shown this once:\n {2}partner-web {2}[\w.~-]{32,}\n/);
  expect(first.out).toContain('3 created, 0 updated, 0 unchanged.');
  const second = await apply(GOOD);
  expect(second).toMatchObject({ code: 0, out: expect.stringContaining('0 created, 0 updated, 3 unchanged.') });
  expect(second.out).not.toContain('shown this once');
});

it('sends the logos that stand beside the file, and makes a client as a service’s recipe has it; the second time changes nothing', async () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';
  writeFileSync(join(directory, 'logo.png'), Buffer.from(png, 'base64'));
  const text = `
clients:
  - client_id: metrics
    service: { slug: grafana, address: https://grafana.example.com }
    logo: logo.png
`;
  expect(await apply(text)).toMatchObject({ code: 0, err: '', out: expect.stringContaining('1 created, 0 updated, 0 unchanged.') });
  const client = await getClient(app.context, 'metrics');
  expect(client).toMatchObject({ name: 'Grafana', redirect_uris: ['https://grafana.example.com/login/generic_oauth'] });
  expect(client.logo_uri).toMatch(/\/logos\//);
  expect(await apply(text)).toMatchObject({ code: 0, out: expect.stringContaining('0 created, 0 updated, 1 unchanged.') });

  const faulty = await apply(text.replace('logo.png', 'state.yaml').replace('grafana,', 'grafanna,'));
  expect(faulty).toMatchObject({ code: 1, err: expect.stringMatching(/line 5, key clients\[0\]\.logo: “state\.yaml” is no /) });
  const unknown = await apply(text.replace('grafana,', 'grafanna,'));
  expect(unknown).toMatchObject({
    code: 1,
    err: expect.stringContaining('line 4, key clients[0].service.slug: There is no recipe “grafanna”'),
  });
});

it('what only the server knows is shown with the file’s lines', async () => {
  const { code, err } = await apply(GOOD.replace('[orders:read] }', '[orders:read, orders:burn] }'));
  expect(code).toBe(1);
  expect(err).toContain(
    'line 12, key clients[0].resource_scopes["https://api.example.com"][1]: “https://api.example.com” has no scope “orders:burn”',
  );
});

it('a client cannot make an operator', async () => {
  const { code, err } = await apply('users:\n  - username: mallory\n    operator: true\n');
  expect(code).toBe(1);
  expect(err).toContain('line 3, key users[0].operator: ');
});

it('a wrong secret is told as such', async () => {
  const { code, err } = await apply(GOOD, write('wrong', 'another secret of many characters'));
  expect(code).toBe(2);
  expect(err).toContain('invalid_client');
});
