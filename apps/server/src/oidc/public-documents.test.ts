import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateRegistrationPolicy } from '../features/registration-policy/update-registration-policy.ts';
import { StatementLog } from '../platform/statement-log.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

const statements = new StatementLog();
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ statements });
});
afterAll(() => app.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });

describe.each(['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server', '/.well-known/jwks.json'])('%s', (path) => {
  it('is made once, and answered from memory with the same headers and entity tag', async () => {
    const made = await get(path);
    const body = await made.text();
    let kept: Response | null = null;
    const counted = await statements.during(async () => (kept = await get(path)));
    expect(counted.statements).toBe(0);
    const answer = kept as Response | null;
    expect(await answer?.text()).toBe(body);
    for (const name of [
      'content-type',
      'cache-control',
      'etag',
      'access-control-allow-origin',
      'content-security-policy',
      'x-content-type-options',
    ])
      expect([name, answer?.headers.get(name)]).toEqual([name, made.headers.get(name)]);
    expect(answer?.headers.get('cache-control')).toBe('public, max-age=300');
  });

  it('is not sent again to whoever has it (RFC 9110 §13.1.2)', async () => {
    const etag = (await get(path)).headers.get('etag') ?? '';
    const again = await get(path, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect((await get(path, { 'if-none-match': '"another"' })).status).toBe(200);
  });
});

it('discovery says what holds after a change, at once (RFC 8414 §2)', async () => {
  const endpoint = async () =>
    ((await (await get('/.well-known/openid-configuration')).json()) as Record<string, unknown>)['registration_endpoint'];
  expect(await endpoint()).toBeUndefined();
  await updateRegistrationPolicy(app.context, { dynamic_registration: 'open' });
  expect(await endpoint()).toBe(`${app.url}/oauth2/register`);
  await updateRegistrationPolicy(app.context, { dynamic_registration: 'off' });
  expect(await endpoint()).toBeUndefined();
});

it.each(['/.well-known/OpenID-Configuration', '/.well-known/JWKS.json', '/.well-known/jwks.json/'])(
  'of %s nothing is kept: of spellings there is no end',
  async (path) => {
    const answers = [await get(path), await get(path)];
    for (const answer of answers) expect([answer.status, answer.headers.get('etag')]).toEqual([200, null]);
  },
);
