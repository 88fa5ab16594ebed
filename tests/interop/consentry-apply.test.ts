import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contract } from '@consentry/contract';
import { afterAll, expect, test } from 'vitest';
import { managementApi, managementClient } from '../support/management.ts';
import { obtainTokens } from '../support/oauth-exchange.ts';
import { ALICE, WEB_CALLBACK } from '../support/standard-fixture.ts';
import { makeTempDirectory } from '../support/temp-directory.ts';
import { useProduct } from '../support/use-product.ts';

const BIN = fileURLToPath(new URL('../../apps/server/bin/consentry.cjs', import.meta.url));
const SECRET = 'applied-secret-of-32-characters-or-more';
const product = useProduct();
const { path: scratch, remove } = makeTempDirectory('apply');
afterAll(remove);

/** `consentry apply FILE` as a person runs it, against the running server and through the management API. */
function apply(yaml: string, env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  const file = join(scratch, `${crypto.randomUUID()}.yaml`);
  writeFileSync(file, yaml);
  const { client_id = '', client_secret = '' } = managementClient();
  const environment = { CONSENTRY_URL: product().issuer, CONSENTRY_CLIENT_ID: client_id, CONSENTRY_CLIENT_SECRET: client_secret, ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, 'apply', file], { env: { PATH: process.env['PATH'], ...environment } }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

const FILE = `resource_servers:
  - resource: https://applied.example.com
    name: Applied API
    scopes: [{ name: "applied:read", description: See what was applied }]
clients:
  - client_id: applied-web
    client_secret: "${SECRET}"
    name: Applied Web
    app_type: traditional_web
    party: third_party
    redirect_uris: [${WEB_CALLBACK}]
    resource_scopes: { "https://applied.example.com": ["applied:read"] }
`;

test('consentry apply makes a running server as declared; the second time nothing changes', async () => {
  const first = await apply(FILE);
  expect([first.code, first.output]).toEqual([0, expect.stringMatching(/created.*applied-web/)]);
  const auth = { method: 'basic', client_id: 'applied-web', client_secret: SECRET } as const;
  const party = { issuer: product().issuer, auth, redirect_uri: WEB_CALLBACK, answers: ALICE };
  expect((await obtainTokens(party)).scope).toBe('openid');
  const second = await apply(FILE);
  expect(second.code).toBe(0);
  expect(second.output).toMatch(/unchanged.*applied-web/);
  expect(second.output).not.toMatch(/^(created|updated)/m);
});

test('a fault changes nothing and is told with line, key and reason, whether the file or the server finds it', async () => {
  const api = await managementApi(product().issuer);
  const before = await api(contract.clients.list, { query: {} });
  const faults: [string, string, RegExp][] = [
    ['name: Applied Web', 'name: Renamed\n    redirect_uri: x', /line 9\b.*redirect_uri/],
    ['"applied:read"] }\n', '"applied:read", "no:such"] }\n', /line 12\b.*resource_scopes/],
  ];
  for (const [from, to, expected] of faults) {
    const { code, output } = await apply(FILE.replace(from, to).replace('name: Applied API', 'name: Must Not Stay'));
    expect([code, output]).toEqual([1, expect.stringMatching(expected)]);
  }
  expect((await api(contract.clients.list, { query: {} })).items.map(({ name }) => name)).toEqual(before.items.map(({ name }) => name));
  const { items } = await api(contract.resourceServers.list, { query: {} });
  expect(items.map(({ name }) => name)).not.toContain('Must Not Stay');
});

test('wrong credentials and a server that is not there end with a sentence and code 2, without the secret', async () => {
  const wrong = 'wrong-secret-wrong-secret-wrong-secret';
  for (const env of [{ CONSENTRY_CLIENT_SECRET: wrong }, { CONSENTRY_URL: 'http://127.0.0.1:9' }, { CONSENTRY_CLIENT_ID: '' }] as Record<
    string,
    string
  >[]) {
    const { code, output } = await apply(FILE, env);
    expect([code, output.split('\n').length]).toEqual([
      expect.toSatisfy((value: number) => value === 1 || value === 2),
      expect.any(Number),
    ]);
    expect(output).not.toContain(wrong);
    expect(output).not.toMatch(/\n\s+at .*:\d+:\d+/);
    expect(output.trim()).not.toBe('');
  }
});
