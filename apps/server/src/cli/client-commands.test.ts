import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createClient } from '../features/clients/create-client.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { runCli } from './run-cli.ts';

const SECRET = 'a secret of 32 characters or more';
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
  const first_secret = { name: 'declared', client_secret: SECRET };
  const operator = { name: 'Operator', app_type: 'machine_to_machine', party: 'first_party', first_secret } as const;
  await createClient(app.context, { ...operator, client_id: 'operator', management_scopes: ['clients:read', 'clients:write'] });
  await createClient(app.context, { ...operator, client_id: 'reader', management_scopes: ['clients:read'] });
  await createClient(app.context, { client_id: 'page', name: 'Page', app_type: 'single_page', party: 'third_party' });
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => app.stop());

async function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> {
  const environment = { CONSENTRY_URL: app.url, CONSENTRY_CLIENT_ID: 'operator', CONSENTRY_CLIENT_SECRET: SECRET, ...env };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const said = { out: '', err: '' };
  const code = await runCli(['clients', ...args], {
    start: () => Promise.reject(new Error('it starts nothing')),
    out: (text) => void (said.out += `${text}\n`),
    err: (text) => void (said.err += `${text}\n`),
  });
  return { code, ...said };
}

const failures: [string[], Record<string, string>, number, RegExp][] = [
  [['show', 'no-such-client'], {}, 1, /There is no client with the id “no-such-client”/],
  [['create', '--name', 'A', '--type', 'traditional_web', '--redirect-uri', 'http://app.example.com/'], {}, 1, /redirect_uris\.0: .*https/],
  [
    ['create', '--name', 'A', '--type', 'single_page', '--set', 'token_endpoint_auth_method=client_secret_post'],
    {},
    1,
    /token_endpoint_auth_method: must be “none”/,
  ],
  [['create', '--name', 'A', '--type', 'native', '--set', 'nonsense=1'], {}, 1, /nonsense: is not a member/],
  [['create', '--name', 'A', '--type', 'native', '--set', 'nonsense'], {}, 2, /member=value/],
  [['create', '--name', 'A', '--type', 'web'], {}, 2, /Allowed choices are/],
  [['create', '--type', 'native'], {}, 2, /required option '--name/],
  [['rotate-secret', 'operator', '--overlap', 'soon'], {}, 2, /not a duration/],
  [['rotate-secret', 'page'], {}, 1, /takes no secret/],
  [['create', '--name', 'A', '--type', 'native'], { CONSENTRY_CLIENT_ID: 'reader' }, 2, /clients:write/],
  [['list'], { CONSENTRY_CLIENT_SECRET: 'wrong-secret-wrong-secret-wrong-secret' }, 2, /invalid_client/],
  [['list'], { CONSENTRY_CLIENT_ID: '' }, 2, /CONSENTRY_CLIENT_ID/],
  [['list'], { CONSENTRY_URL: 'http://127.0.0.1:9' }, 2, /does not answer/],
  [['list'], { CONSENTRY_URL: 'http://id.example.com' }, 2, /must be https/],
];
it.each(failures)('%j %j ends with code %i and says why', async (...failure) => {
  const [args, env, code, expected] = failure;
  const ran = await run(args, env);
  expect([ran.code, ran.out, ran.err]).toEqual([code, '', expect.stringMatching(expected)]);
  expect(ran.err).not.toMatch(/wrong-secret|\n\s+at .*:\d+:\d+/);
});

it('prints what the management API answers as JSON, and the same for people', async () => {
  const { client, client_secret } = JSON.parse(
    (await run(['create', '--name', 'Nightly', '--type', 'machine_to_machine', '--party', 'first_party', '--json'])).out,
  ) as { client: { client_id: string }; client_secret: string };
  expect(client_secret).toMatch(/^[\w-]{43}$/);
  const listed = await run(['list', '--party', 'first_party', '--type', 'machine_to_machine', '--search', 'nightly']);
  expect(listed.out.split('\n')[1]).toMatch(new RegExp(`^${client.client_id} +machine_to_machine +first_party +[0-9-]{10} +Nightly$`));
  expect((await run(['list', '--search', 'nobody'])).out).toBe('No application matches.\n');
  const shown = (await run(['show', client.client_id])).out;
  expect(shown).toMatch(/^refresh_token_rotation +true$/m);
  expect(shown).not.toContain(client_secret);
});
