import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract, type ApiClient, type DeclaredState } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { applyDeclaredFile } from './apply-declared-file.ts';

const { clients, declaredState, guides } = contract;

/** One black pixel. */
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64');
const LOGO = `data:image/png;base64,${PNG.toString('base64')}`;

let app: TestApp;
let api: ApiClient;
let directory: string;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
  directory = mkdtempSync(join(tmpdir(), 'consentry-clients-'));
  writeFileSync(join(directory, 'logo.png'), PNG);
  writeFileSync(join(directory, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
});
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await app.stop();
});

const change = async (client: NonNullable<DeclaredState['clients']>[number]) =>
  (await api(declaredState.apply, { body: { clients: [client] } })).changes[0]?.change;
const stored = (client_id: string) => api(clients.get, { params: { client_id } });

function file(text: string): string {
  const path = join(directory, 'state.yaml');
  writeFileSync(path, text);
  return path;
}

describe('logos', () => {
  const partner = { client_id: 'with-logo', name: 'Partner', app_type: 'native', party: 'third_party' } as const;

  it('are made those that are declared; the same again changes nothing, null removes, and left out they stay', async () => {
    expect(await change({ ...partner, logo: LOGO })).toBe('created');
    const { logo_uri } = await stored('with-logo');
    expect(logo_uri).toMatch(/\/logos\/[0-9a-f]{32}$/);
    expect(await change({ ...partner, logo: LOGO })).toBe('unchanged');
    expect(await change(partner)).toBe('unchanged');
    expect(await change({ ...partner, logo_dark: LOGO })).toBe('updated');
    expect(await stored('with-logo')).toMatchObject({ logo_uri, logo_dark_uri: logo_uri });
    expect(await change({ ...partner, logo: null })).toBe('updated');
    expect(await stored('with-logo')).toMatchObject({ logo_uri: null, logo_dark_uri: logo_uri });
    expect(await change({ ...partner, logo: null })).toBe('unchanged');
  });

  it('are checked by their content, whatever they call themselves', async () => {
    const disguised = `data:image/png;base64,${Buffer.from('<svg/>').toString('base64')}`;
    const problem = await problemOf(api(declaredState.apply, { body: { clients: [{ ...partner, logo_dark: disguised }] } }));
    expect(problem).toMatchObject({ slug: 'invalid-request', errors: [{ pointer: '#/clients/0/logo_dark' }] });
  });

  it('of a file are paths beside it', async () => {
    const path = file(
      'clients:\n  - { client_id: filed, name: A, app_type: native, party: third_party, logo: logo.png, logo_dark: ./logo.png }\n',
    );
    expect(await applyDeclaredFile(app.context, path)).toMatchObject([{ id: 'filed', change: 'created' }]);
    const { logo_uri, logo_dark_uri } = await stored('filed');
    expect(logo_uri).toMatch(/\/logos\/[0-9a-f]{32}$/);
    expect(logo_dark_uri).toBe(logo_uri);
    expect(await applyDeclaredFile(app.context, path)).toMatchObject([{ change: 'unchanged' }]);
  });

  it('that cannot be have their line, key and reason, together with whatever else is wrong', async () => {
    writeFileSync(join(directory, 'large.png'), Buffer.alloc(65_537));
    const client = '  - name: A\n    app_type: native\n    party: third_party\n';
    const path = file(
      `clients:\n${client}    logo: nowhere.png\n${client}    logo: logo.svg\n    colour: red\n${client}    logo_dark: large.png\n${client}    logo: .\n`,
    );
    const failure = await applyDeclaredFile(app.context, path).catch((error: unknown) => error);
    expect(String(failure).split('\n').slice(1)).toEqual([
      '  line 10, key clients[1].colour: is not a key that is known here',
      expect.stringMatching(/^ {2}line 5, key clients\[0\]\.logo: “nowhere\.png” cannot be read: ENOENT/),
      expect.stringMatching(/^ {2}line 9, key clients\[1\]\.logo: “logo\.svg” is SVG, which can carry scripts/),
      '  line 14, key clients[2].logo_dark: “large.png” cannot be read: it has 65537 bytes; 65536 is the most',
      '  line 18, key clients[3].logo: “.” cannot be read: it is no file',
    ]);
  });
});

describe('a client for a service', () => {
  const service = { slug: 'grafana', address: 'https://grafana.example.com/' };

  it('is what its recipe says, and the same again changes nothing', async () => {
    expect(await change({ client_id: 'metrics', service })).toBe('created');
    const first = await stored('metrics');
    const { client: recipe } = await api(guides.createClient, { params: { slug: 'grafana' }, body: { address: service.address } });
    const same = Object.keys(recipe).filter((member) => !['client_id', 'secrets', 'created_at', 'updated_at'].includes(member));
    expect(first).toMatchObject(Object.fromEntries(same.map((member) => [member, recipe[member as keyof typeof recipe]])));
    expect(await change({ client_id: 'metrics', service })).toBe('unchanged');
    expect((await stored('metrics')).updated_at).toBe(first.updated_at);
    expect((await api(guides.configuration, { params: { client_id: 'metrics' } })).service).toMatchObject({
      slug: 'grafana',
      address: 'https://grafana.example.com',
    });
  });

  it('moves with its address, and takes beside it what the file says itself', async () => {
    const moved = { client_id: 'metrics', name: 'Metrics', service: { ...service, address: 'https://metrics.example.com' }, logo: LOGO };
    expect(await change(moved)).toBe('updated');
    expect(await stored('metrics')).toMatchObject({
      name: 'Metrics',
      app_type: 'traditional_web',
      redirect_uris: ['https://metrics.example.com/login/generic_oauth'],
      pkce: 'required',
    });
    expect((await api(guides.configuration, { params: { client_id: 'metrics' } })).service?.address).toBe('https://metrics.example.com');
    expect(await change({ ...moved, pkce: 'optional' })).toBe('updated');
    expect((await stored('metrics')).pkce).toBe('optional');
    expect(await change({ ...moved, pkce: 'optional' })).toBe('unchanged');
  });

  it('without an id is found by the name that the recipe gives it', async () => {
    const body: DeclaredState = {
      clients: [{ party: 'first_party', service: { slug: 'nextcloud', address: 'https://cloud.example.com' } }],
    };
    const [created] = (await api(declaredState.apply, { body })).changes;
    expect(created).toMatchObject({ change: 'created', client_secret: expect.any(String) });
    expect((await api(declaredState.apply, { body })).changes).toEqual([{ kind: 'client', id: created?.id, change: 'unchanged' }]);
    const twice: DeclaredState = { clients: [...(body.clients ?? []), ...(body.clients ?? [])] };
    expect(await problemOf(api(declaredState.apply, { body: twice }))).toMatchObject({ errors: [{ pointer: '#/clients/1/client_id' }] });
  });

  it.each([
    ['an unknown one', 'service: { slug: grafanna }', 'line 3, key clients[0].service.slug: There is no recipe “grafanna”'],
    [
      'the answer is missing',
      'service: { slug: grafana }',
      'line 3, key clients[0].service.address: is needed: “Where does your Grafana answer?”',
    ],
    [
      'the answer is no address',
      'service: { slug: grafana, address: "https://:" }',
      'line 3, key clients[0].service.address: “https://:” is not an address',
    ],
    [
      'what follows from it may not be',
      'service: { slug: grafana, address: http://grafana.example.com }',
      'line 3, key clients[0].service.address: The redirect URI that follows from it',
    ],
    [
      'another type',
      'app_type: native\n    service: { slug: grafana, address: https://g.example }',
      'line 3, key clients[0].app_type: is “native”',
    ],
    ['another member', 'service: { slug: grafana, adress: https://g.example }', 'line 3, key clients[0].service.adress: is not a key'],
    ['neither service nor name', 'description: x', 'line 2, key clients[0].name: is needed, as there is no service'],
  ])('%s is told by line, key and reason', async (_, members, expected) => {
    const failure = await applyDeclaredFile(app.context, file(`clients:\n  - client_id: faulty\n    ${members}\n`)).catch(
      (error: unknown) => error,
    );
    expect(String(failure)).toContain(expected);
    expect(await problemOf(stored('faulty'))).toMatchObject({ slug: 'client-not-found' });
  });
});
