import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { contract, type ApiClient } from '@consentry/contract';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  discoverAuthorizationServerMetadata,
  exchangeAuthorization,
  refreshAuthorization,
  startAuthorization,
  UnauthorizedError,
  type OAuthClientProvider,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { OAuthClientInformationMixed, OAuthClientMetadata, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDocumentHost, type DocumentHost } from '../../apps/server/src/testing/document-host.ts';
import { atExit } from '../support/at-exit.ts';
import { BrowserLike } from '../support/browser-like.ts';
import { documentEnvironment } from '../support/document-environment.ts';
import { freePort } from '../support/free-port.ts';
import { managementApi, managementClient } from '../support/management.ts';
import { jwtClaims } from '../support/oauth-exchange.ts';
import { startProduct, type Product } from '../support/product.ts';
import { ALICE, standardFixture } from '../support/standard-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';

const SERVER = fileURLToPath(new URL('../../examples/mcp-server/server.js', import.meta.url));
const SECRET = 'notes-server-secret-0123456789abcdefgh';
const REDIRECT = 'http://localhost:47811/callback';

let documents: DocumentHost;
let product: Product;
let resource: string;
let notes: ChildProcess;
let api: ApiClient;

beforeAll(async () => {
  documents = await startDocumentHost();
  const port = await freePort();
  resource = `http://127.0.0.1:${port}/mcp`;
  const machine = { app_type: 'machine_to_machine', party: 'first_party' } as const;
  product = await startProduct({
    fixture: {
      users: standardFixture().users,
      resource_servers: [
        {
          resource,
          name: 'Notes',
          scopes: [
            { name: 'notes:read', description: 'See your notes' },
            { name: 'notes:write', description: 'Add notes' },
          ],
        },
      ],
      clients: [
        managementClient(),
        { ...machine, client_id: 'notes-server', client_secret: SECRET, name: 'Notes server' },
        {
          client_id: 'known-agent',
          name: 'Known Agent',
          app_type: 'native',
          party: 'third_party',
          redirect_uris: ['http://localhost/callback'],
          scopes: ['openid', 'offline_access'],
          resource_scopes: { [resource]: ['notes:read', 'notes:write'] },
        },
      ],
    },
    env: documentEnvironment(documents),
  });
  api = await managementApi(product.issuer);
  const ceiling = {
    scopes: ['openid', 'offline_access'] as ('openid' | 'offline_access')[],
    resource_scopes: { [resource]: ['notes:read', 'notes:write'] },
  };
  await api(contract.registrationPolicy.update, { body: { dynamic_registration: 'open', metadata_documents: 'open', ...ceiling } });
  notes = spawn(process.execPath, [SERVER], {
    env: { ISSUER: product.issuer, PORT: String(port), RESOURCE: resource, CLIENT_ID: 'notes-server', CLIENT_SECRET: SECRET },
    stdio: 'inherit',
  });
  atExit(() => notes.kill('SIGKILL'));
  await waitUntil('the example answers', async () => (await fetch(resource, { method: 'POST' })).status === 401);
});
afterAll(async () => {
  notes?.kill();
  await product?.stop();
  await documents?.stop();
});

/** An agent as the SDK wants it: it remembers what it is told, and “opens” addresses for a person. */
class Agent implements OAuthClientProvider {
  readonly redirectUrl = REDIRECT;
  readonly clientMetadataUrl?: string;
  readonly clientMetadata: OAuthClientMetadata;
  asked: URL | null = null;
  saved: OAuthTokens | undefined;
  #information: OAuthClientInformationMixed | undefined;
  #verifier = '';

  constructor(options: { client_id?: string; metadata_url?: string; members?: Partial<OAuthClientMetadata> }) {
    this.clientMetadata = { client_name: 'Test Agent', redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none', ...options.members };
    if (options.metadata_url !== undefined) this.clientMetadataUrl = options.metadata_url;
    if (options.client_id !== undefined) this.#information = { client_id: options.client_id };
  }
  clientInformation = () => this.#information;
  saveClientInformation = (information: OAuthClientInformationMixed): void => void (this.#information = information);
  tokens = () => this.saved;
  saveTokens = (tokens: OAuthTokens): void => void (this.saved = tokens);
  redirectToAuthorization = (url: URL): void => void (this.asked = url);
  saveCodeVerifier = (verifier: string): void => void (this.#verifier = verifier);
  codeVerifier = () => this.#verifier;
}

const transportOf = (agent: Agent) => new StreamableHTTPClientTransport(new URL(resource), { authProvider: agent });
const connect = (client: Client, transport: StreamableHTTPClientTransport) => client.connect(transport);

/** The person decides in the browser, and the agent gets its code. */
async function decide(agent: Agent, transport: StreamableHTTPClientTransport): Promise<URL> {
  const asked = agent.asked;
  if (asked === null) throw new Error('the agent has asked nobody');
  const callback = await new BrowserLike().signInAndConsent(asked, ALICE);
  expect(callback.searchParams.get('iss')).toBe(product.issuer);
  await transport.finishAuth(callback.searchParams.get('code') ?? '');
  return asked;
}

async function signedInClient(agent: Agent): Promise<Client> {
  const first = transportOf(agent);
  await expect(connect(new Client({ name: 'test', version: '1' }), first)).rejects.toThrow(UnauthorizedError);
  const asked = await decide(agent, first);
  expect(asked.searchParams.get('resource')).toBe(resource);
  const client = new Client({ name: 'test', version: '1' });
  await connect(client, transportOf(agent));
  return client;
}

async function revokeAll(clientId: string): Promise<void> {
  const { items } = await api(contract.grants.list, { query: { client_id: clientId } });
  for (const { grant_id } of items) await api(contract.grants.revoke, { params: { grant_id } });
}

const WAYS: [string, () => Agent][] = [
  [
    'a client ID metadata document',
    () =>
      new Agent({
        metadata_url: documents.serve('/agent.json', { client_name: 'Document Agent', redirect_uris: ['http://localhost/callback'] }),
      }),
  ],
  ['dynamic registration', () => new Agent({})],
  [
    'dynamic registration that names its application type',
    () => new Agent({ members: { application_type: 'native' } as Partial<OAuthClientMetadata> }),
  ],
  ['registration beforehand', () => new Agent({ client_id: 'known-agent' })],
];

describe.each(WAYS)('an agent by %s (MCP 2026-07-28, Authorization)', (_way, make) => {
  test('signs in, calls a tool with a token for exactly this server, and is stopped at the next call once the grant is taken back', async () => {
    const agent = make();
    const client = await signedInClient(agent);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['list_notes', 'add_note']);
    expect(await client.callTool({ name: 'list_notes' })).toMatchObject({ content: [{ text: 'There are no notes.' }] });
    const claims = jwtClaims(agent.saved?.access_token ?? '');
    expect(claims).toMatchObject({ aud: resource, scope: 'notes:read' });

    await revokeAll(String(claims['client_id']));
    await expect(client.callTool({ name: 'list_notes' })).rejects.toThrow(UnauthorizedError);
  });
});

test('a tool that needs more asks the person for that, and goes on with it (RFC 6750 §3.1)', async () => {
  const agent = new Agent({ client_id: 'known-agent' });
  const client = await signedInClient(agent);
  agent.asked = null;
  await expect(client.callTool({ name: 'add_note', arguments: { note: 'Buy milk' } })).rejects.toThrow(UnauthorizedError);
  const transport = transportOf(agent);
  const asked = await decide(agent, transport);
  expect(asked.searchParams.get('scope')?.split(' ').toSorted()).toEqual(['notes:read', 'notes:write']);
  const wider = new Client({ name: 'test', version: '1' });
  await connect(wider, transportOf(agent));
  await wider.callTool({ name: 'add_note', arguments: { note: 'Buy milk' } });
  expect(await wider.callTool({ name: 'list_notes' })).toMatchObject({ content: [{ text: 'Buy milk' }] });
});

test('lasting access: a refresh whose answer was lost is answered again, and the agent goes on by itself (RFC 8707 §2.2)', async () => {
  const metadata = await discoverAuthorizationServerMetadata(product.issuer);
  if (metadata === undefined) throw new Error('discovery gave nothing');
  const known = { metadata, resource, clientInformation: { client_id: 'known-agent' } };
  const wish = { ...known, redirectUrl: REDIRECT, scope: 'notes:read offline_access' };
  const { authorizationUrl, codeVerifier } = await startAuthorization(product.issuer, wish);
  const callback = await new BrowserLike().signInAndConsent(authorizationUrl, ALICE);
  const authorizationCode = callback.searchParams.get('code') ?? '';
  const tokens = await exchangeAuthorization(product.issuer, { ...known, authorizationCode, codeVerifier, redirectUri: REDIRECT });
  const refreshing = { ...known, refreshToken: tokens.refresh_token ?? '' };
  const lost = await refreshAuthorization(product.issuer, refreshing);
  const again = await refreshAuthorization(product.issuer, refreshing);
  expect(again.refresh_token).toBe(lost.refresh_token);

  const agent = new Agent({ client_id: 'known-agent' });
  agent.saved = { ...again, access_token: 'expired long ago' };
  const client = new Client({ name: 'test', version: '1' });
  await connect(client, transportOf(agent));
  expect((await client.listTools()).tools).toHaveLength(2);
  expect(agent.asked).toBeNull();
  expect(jwtClaims(agent.saved.access_token)).toMatchObject({ aud: resource, scope: 'notes:read' });
});
