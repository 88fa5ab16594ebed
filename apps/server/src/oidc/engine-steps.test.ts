import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import Router from 'oidc-provider/lib/helpers/router.js';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { postToken } from '../testing/public-flow.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { stepsDoneOurWay } from './engine-steps.ts';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

type Route = [name: string, path: string, ...steps: { name: string }[]];

/** The routes of an engine with all that we use of it. */
function engineRoutes(): Route[] {
  const routes: Route[] = [];
  const adders = ['get', 'post', 'put', 'delete', 'options'] as const;
  const router = Router.prototype as unknown as Record<(typeof adders)[number], (...route: Route) => unknown>;
  const own = Object.fromEntries(adders.map((method) => [method, router[method]]));
  for (const method of adders) {
    router[method] = function note(...route) {
      routes.push(route);
      return own[method]?.apply(this, route);
    };
  }
  const enabled = { enabled: true };
  void new Provider('http://localhost', {
    features: { clientCredentials: enabled, deviceFlow: enabled, introspection: enabled, revocation: enabled },
  });
  Object.assign(router, own);
  return routes;
}

it('each step that is done our way is one of the engine’s', () => {
  const named = new Set(engineRoutes().flatMap(([, , ...steps]) => steps.map(({ name }) => name)));
  const ours = [...stepsDoneOurWay(app.context).keys()];
  expect(ours.length).toBeGreaterThan(5);
  expect(ours.filter((name) => !named.has(name))).toEqual([]);
});

it('the one step without a name is what answers pages of other sites', () => {
  const routes = engineRoutes();
  const unnamed = routes.flatMap(([name, , ...steps]) => steps.filter((step) => step.name === '').map(() => name));
  // Each once, and for each path once where a browser asks first.
  expect(unnamed.filter((name) => name.startsWith('cors.')).length).toBeGreaterThan(5);
  const asked = new Set(unnamed.filter((name) => name.startsWith('cors.')).map((name) => name.slice('cors.'.length)));
  expect(unnamed.filter((name) => !name.startsWith('cors.') && !asked.has(name))).toEqual([]);
});

it('who sends no Origin is answered without a word about other sites, a page of another site with one (Fetch §3.2)', async () => {
  for (const path of ['/oauth2/token', '/oauth2/userinfo', '/oauth2/introspect', '/oauth2/revoke']) {
    const method = path === '/oauth2/userinfo' ? 'GET' : 'POST';
    const toProgram = await fetch(app.url + path, { method });
    const toPage = await fetch(app.url + path, { method, headers: { origin: 'https://page.example' } });
    const said = ({ headers }: Response) => [headers.get('access-control-allow-origin'), headers.get('vary'), headers.get('cache-control')];
    expect([path, ...said(toProgram)]).toEqual([path, null, null, 'no-store']);
    expect([path, ...said(toPage)]).toEqual([path, 'https://page.example', 'Origin', 'no-store']);
  }
});

it('a token request has the parameters of its grant, and no others (RFC 6749 §3.2)', async () => {
  const emitted = vi.spyOn(Provider.prototype, 'emit');
  const sent = { client_id: 'nobody', code: 'c', refresh_token: 'r', device_code: 'd', scope: 's', made_up: 'm', username: 'u' };
  for (const grant_type of ['authorization_code', 'refresh_token', 'client_credentials', 'password'])
    await postToken(app, { ...sent, grant_type });
  const refused = (emitted.mock.calls as unknown as [string, KoaContextWithOIDC][]).filter(([event]) => event === 'grant.error');
  emitted.mockRestore();
  const names = refused.map(([, { oidc }]) => Object.keys(oidc.params ?? {}).filter((name) => oidc.params?.[name] !== undefined));
  expect(names.map((list) => list.toSorted())).toEqual([
    ['client_id', 'code', 'grant_type'],
    ['client_id', 'grant_type', 'refresh_token', 'scope'],
    ['client_id', 'grant_type', 'scope'],
    // Of a grant that there is not, the engine reads what any has.
    ['client_id', 'code', 'device_code', 'grant_type', 'refresh_token', 'scope'],
  ]);
});
