import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCli } from './run-cli.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'consentry-cli-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
  vi.unstubAllEnvs();
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string; started: unknown[] }> {
  const said = { out: '', err: '', started: [] as unknown[] };
  const code = await runCli(args, {
    start: async (options) => void said.started.push(options),
    out: (text) => (said.out += `${text}\n`),
    err: (text) => (said.err += `${text}\n`),
  });
  return { code, ...said };
}

function file(text: string): string {
  const path = join(directory, 'state.yaml');
  writeFileSync(path, text);
  return path;
}

it('starts the server, by name or without one', async () => {
  expect(await run()).toMatchObject({ code: 0, started: [{}] });
  expect(await run('start')).toMatchObject({ code: 0, started: [{}] });
  expect(await run('--apply', 'a.yaml')).toMatchObject({ code: 0, started: [{ apply_file: 'a.yaml' }] });
});

it('usage errors end with 2 and start nothing', async () => {
  for (const args of [['apply'], ['unknown'], ['--unknown'], ['start', '--apply']]) {
    const result = await run(...args);
    expect(result).toMatchObject({ code: 2, started: [] });
    expect(result.err).toContain('error:');
  }
});

it('help says what apply needs', async () => {
  const { code, out } = await run('apply', '--help');
  expect(code).toBe(0);
  expect(out).toContain('CONSENTRY_CLIENT_SECRET_FILE');
});

it('a bad file ends with 1 before anything is sent', async () => {
  const path = file('clients:\n  - name: A\n    app_type: web\n    party: third_party\n');
  const { code, err } = await run('apply', path);
  expect(code).toBe(1);
  expect(err).toContain(`${path} was not applied; nothing was changed:`);
  expect(err).toContain('line 3, key clients[0].app_type: ');
  expect(await run('apply', join(directory, 'absent.yaml'))).toMatchObject({ code: 1 });
});

it('a file larger than 2 MB is refused', async () => {
  const { code, err } = await run('apply', file(`# ${'x'.repeat(2 * 1024 * 1024)}`));
  expect(code).toBe(1);
  expect(err).toContain('larger than 2 MB');
});

it('the secret is not sent in clear, nor to what is no server', async () => {
  vi.stubEnv('CONSENTRY_CLIENT_ID', 'deployer');
  expect((await run('apply', file('users: []'))).err).toContain('CONSENTRY_CLIENT_SECRET must be set');
  vi.stubEnv('CONSENTRY_CLIENT_SECRET', 'a secret of 32 characters or more');
  const insecure = await run('apply', file('users: []'), '--url', 'http://id.example.com');
  expect(insecure).toMatchObject({ code: 2, err: expect.stringContaining('must be https') });
  expect(await run('apply', file('users: []'), '--url', 'id.example.com')).toMatchObject({
    code: 2,
    err: expect.stringContaining('not an http or https URL'),
  });
  const unreachable = await run('apply', file('users: []'), '--url', 'http://127.0.0.1:1');
  expect(unreachable).toMatchObject({ code: 2, err: expect.stringContaining('does not answer') });
});
