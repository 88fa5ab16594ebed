import { once } from 'node:events';
import type { ApiClient } from '@consentry/contract';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { allowDevice } from '../../support/allow-device.ts';
import { BrowserLike } from '../../support/browser-like.ts';
import { expectChecksTokens } from '../../support/expect-checks-tokens.ts';
import { flaskOrReason } from '../../support/flask.ts';
import { freePort } from '../../support/free-port.ts';
import { endpoints, makeGuideClient } from '../../support/guide-client.ts';
import { GuideRun, type GuideProcess } from '../../support/guide-run.ts';
import { managementApi } from '../../support/management.ts';
import { requireShellTools } from '../../support/shell-tools.ts';
import { ALICE, ORDERS_API } from '../../support/standard-fixture.ts';
import { useProduct } from '../../support/use-product.ts';
import { waitUntil } from '../../support/wait-until.ts';

const product = useProduct();
const python = flaskOrReason();
let api: ApiClient;
let run: GuideRun | null = null;

beforeAll(async () => {
  requireShellTools();
  api = await managementApi(product().issuer);
});

afterEach(() => run?.stop());

/** The address that a program prints for the person at the browser. */
function printedAddress(process: GuideProcess): Promise<string> {
  return waitUntil('an address is printed', async () => /https?:\/\/\S+\/oauth2\/authorize\S+/.exec(process.output())?.[0]).catch(
    (cause: unknown) => {
      throw new Error(`the program printed:\n${process.output()}`, { cause });
    },
  );
}

async function ended(process: GuideProcess): Promise<string> {
  const code = process.child.exitCode ?? ((await once(process.child, 'exit')) as [number])[0];
  expect(code, process.output()).toBe(0);
  return process.output();
}

test('the guide command-line signs a person in through a loopback address on a free port (RFC 8252 §7.3)', async () => {
  const values = await makeGuideClient(api, { issuer: product().issuer, slug: 'command-line' });
  run = new GuideRun('command-line', { values });
  run.follow('Run it');
  const program = run.start('Run it');
  const browser = new BrowserLike();
  const callback = await browser.signInAndConsent(await printedAddress(program), ALICE);
  expect(callback.port).not.toBe('');
  expect((await browser.open(callback)).text).toContain('go back to the terminal');
  expect(await ended(program)).toContain('Signed in as Alice Example');
});

test('the guide device-flow signs a person in with the browser of another device (RFC 8628 §3)', async () => {
  const values = await makeGuideClient(api, { issuer: product().issuer, slug: 'device-flow' });
  run = new GuideRun('device-flow', { values });
  run.follow('Run it');
  const program = run.start('Run it');
  const shown = await waitUntil('a code is shown', async () => /Open (\S+) and enter the code (\S+)/.exec(program.output()));
  await allowDevice({ address: shown[1] ?? '', user_code: shown[2] ?? '' }, ALICE);
  expect(await ended(program)).toContain('Signed in as Alice Example');
});

describe('the guide step-by-step, all commands in one shell,', () => {
  const CLIENTS = [
    { kind: 'a public client', settings: {} },
    { kind: 'a client with a secret', settings: { app_type: 'traditional_web', token_endpoint_auth_method: 'client_secret_basic' } },
  ] as const;

  test.each(CLIENTS)('walks $kind through code, tokens, userinfo, refresh and revocation', async ({ settings }) => {
    const values = await makeGuideClient(api, { issuer: product().issuer, slug: 'step-by-step', settings });
    run = new GuideRun('step-by-step', { values, env: { OIDC_CLIENT_SECRET: '' } });
    const shell = run.spawn(run.script());
    const callback = await new BrowserLike().signInAndConsent(await printedAddress(shell), ALICE);
    shell.child.stdin?.end(`${callback.href}\n`);
    const output = await ended(shell);
    expect(output).not.toContain('stop here');
    expect(output).toMatch(/"aud": "[^"]+"/);
    expect(output).toContain('"name": "Alice Example"');
    expect(output).toContain('"refreshed": true');
    expect(output).toContain('revoked: 200');
  });

  test('stops a person who pastes the answer to another request', async () => {
    const values = await makeGuideClient(api, { issuer: product().issuer, slug: 'step-by-step' });
    run = new GuideRun('step-by-step', { values, env: { OIDC_CLIENT_SECRET: '' } });
    const shell = run.spawn(run.script());
    await printedAddress(shell);
    shell.child.stdin?.end('http://127.0.0.1/callback?code=x&state=another&iss=https%3A%2F%2Fevil.example\n');
    await once(shell.child, 'exit');
    expect(shell.output()).toContain('belongs to another request');
    expect(shell.output()).toContain('comes from another issuer');
  });
});

describe('for programs,', () => {
  test('the guide curl gets a token for the API that it names', async () => {
    const values = await makeGuideClient(api, { issuer: product().issuer, slug: 'curl' });
    run = new GuideRun('curl', { values });
    run.follow('Run it');
    expect(await ended(run.start('Run it'))).toMatch(/"scope": "orders:read"[\s\S]*The access token begins with ey/);
  });

  test('the guide node gets a token and keeps it', async () => {
    const values = await makeGuideClient(api, { issuer: product().issuer, slug: 'node' });
    run = new GuideRun('node', { values });
    run.follow('Run it');
    expect(await ended(run.start('Run it'))).toContain(`A token for ${ORDERS_API} with the scope orders:read`);
  });
});

const APIS = [
  { slug: 'api-node', serve: (port: number) => `PORT=${port} node server.mjs`, skip: [], missing: null },
  {
    slug: 'api-python',
    serve: (port: number) => `python3 -m flask --app api run --port ${port}`,
    skip: ['Install the packages'],
    missing: typeof python === 'string' ? python : null,
  },
];

describe.each(APIS)('the guide $slug', ({ slug, serve, skip, missing }) => {
  test('takes tokens for this API with the scope, and no others (RFC 6750 §3, RFC 9068 §4)', async ({ skip: leaveOut }) => {
    if (missing !== null) leaveOut(missing);
    const port = await freePort();
    const values = { ...(await endpoints(product().issuer)), resource: ORDERS_API, resource_scopes: 'orders:read' };
    run = new GuideRun(slug, { values, skip });
    run.follow('Run it');
    const server = run.spawn(serve(port));
    await expectChecksTokens({ issuer: product().issuer, origin: `http://localhost:${port}`, program: server });
  });
});
