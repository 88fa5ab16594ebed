import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { managementClient } from '../support/management.ts';
import { postForm } from '../support/oauth-exchange.ts';
import { ORDERS_API } from '../support/standard-fixture.ts';
import { useProduct } from '../support/use-product.ts';

const BIN = fileURLToPath(new URL('../../apps/server/bin/consentry.cjs', import.meta.url));
const product = useProduct();

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** `consentry clients …` as a person or a script runs it, against the running server. */
function run(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const { client_id = '', client_secret = '' } = managementClient();
  const environment = { CONSENTRY_URL: product().issuer, CONSENTRY_CLIENT_ID: client_id, CONSENTRY_CLIENT_SECRET: client_secret, ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, 'clients', ...args], { env: { PATH: process.env['PATH'], ...environment } }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

async function token(client_id: string, client_secret: string): Promise<number> {
  const auth = { method: 'basic', client_id, client_secret } as const;
  return (await postForm(`${product().issuer}/oauth2/token`, { grant_type: 'client_credentials', resource: ORDERS_API }, auth)).status;
}

test('a client is created, listed, shown, and gets a new secret beside the old one', async () => {
  const scopes = JSON.stringify({ [ORDERS_API]: ['orders:read'] });
  const created = await run([
    'create',
    '--name',
    'Nightly',
    '--type',
    'machine_to_machine',
    '--set',
    `resource_scopes=${scopes}`,
    '--json',
  ]);
  expect(created.err).toBe('');
  const { client, client_secret } = JSON.parse(created.out) as { client: { client_id: string; party: string }; client_secret: string };
  expect(client.party).toBe('third_party');
  expect(await token(client.client_id, client_secret)).toBe(200);

  const listed = await run(['list', '--search', 'Nightly']);
  expect(listed.out).toMatch(
    new RegExp(`^CLIENT ID +TYPE +PARTY +CREATED +NAME\\n${client.client_id} +machine_to_machine +third_party +\\S+ +Nightly\\n$`),
  );
  const all = JSON.parse((await run(['list', '--json'])).out) as { client_id: string }[];
  expect(all.map(({ client_id }) => client_id)).toEqual(expect.arrayContaining(['partner-web', client.client_id]));
  expect((await run(['show', client.client_id])).out).toMatch(/^access_token_ttl_seconds +-$[\s\S]*Initial secret$/m);

  const rotated = await run(['rotate-secret', client.client_id, '--overlap', '1h', '--name', 'Next']);
  expect(rotated.out).toMatch(/^Client secret, shown this once:\n {2}[\w.~-]{32,}\n“Initial secret” ends \S+\.\n$/);
  const next = /\n {2}(\S+)\n/.exec(rotated.out)?.[1] ?? '';
  for (const secret of [client_secret, next]) expect(await token(client.client_id, secret)).toBe(200);
});

test('what cannot be done ends with a sentence and a code for scripts, and an answer for people goes to nobody’s pipe', async () => {
  const ran = await run(['rotate-secret', 'partner-spa']);
  expect([ran.code, ran.out, ran.err]).toEqual([1, '', expect.stringMatching(/takes no secret/)]);
});
