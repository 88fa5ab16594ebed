import tls from 'node:tls';
import type { UpdateRegistrationPolicy } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDocumentHost, type DocumentHost } from '../../testing/document-host.ts';
import { authorizePublicly } from '../../testing/public-flow.ts';
import { signedInCookies } from '../../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { WalkingBrowser } from '../../testing/walking-browser.ts';
import { takeOverClient } from '../clients/take-over-client.ts';
import { findClient } from '../clients/find-client.ts';
import { updateClient } from '../clients/update-client.ts';
import { findLiveGrant } from '../grants/find-live-grant.ts';
import { updateRegistrationPolicy } from '../registration-policy/update-registration-policy.ts';
import { createResourceServer } from '../resource-servers/create-resource-server.ts';
import { updateResourceServer } from '../resource-servers/update-resource-server.ts';
import { createUser } from '../users/create-user.ts';

const HOUR = 3600;
const REDIRECT = 'http://127.0.0.1:3334/callback';
const DOCUMENT = { client_name: 'Agent', redirect_uris: ['http://127.0.0.1/callback'] };
let app: TestApp;
let documents: DocumentHost;
let browser: WalkingBrowser;
let alice: string;

beforeAll(async () => {
  documents = await startDocumentHost();
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), documents.certificate]);
  app = await startTestApp({ metadata_document_hosts: [documents.host] });
  alice = (await createUser(app.context, { username: 'alice' })).user_id;
  const cookies = await signedInCookies(app);
  browser = new WalkingBrowser(app.url);
  browser.keepCookie(await cookies.of(alice));
  cookies.stop();
  await policy({ metadata_documents: 'open', registrations_per_hour: 1000 });
});
afterAll(async () => {
  await app?.stop();
  await documents?.stop();
});

const policy = (body: UpdateRegistrationPolicy) => updateRegistrationPolicy(app.context, body);

async function authorize(clientId: string): Promise<number> {
  const request = {
    client_id: clientId,
    redirect_uri: REDIRECT,
    scope: 'openid',
    response_type: 'code',
    code_challenge: 'a'.repeat(43),
    code_challenge_method: 'S256',
  };
  return (await fetch(`${app.url}/oauth2/authorize?${new URLSearchParams(request).toString()}`, { redirect: 'manual' })).status;
}

function serve(path: string, headers: Record<string, string>, document: object = DOCUMENT): string {
  const body = JSON.stringify({ client_id: documents.url(path), ...document });
  return documents.serve(path, (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body),
  );
}

const fail = (path: string, status: number): string =>
  documents.serve(path, (_request, response) => response.writeHead(status, { 'content-type': 'application/json' }).end('{}'));

describe('a document is kept', () => {
  it.each([
    ['as long as its headers say', { 'cache-control': 'public, max-age=1800' }, 1800],
    ['five minutes at least', { 'cache-control': 'no-store' }, 300],
    ['a day at most', { 'cache-control': 'max-age=31536000' }, 24 * HOUR],
    ['an hour when it says nothing', {}, HOUR],
  ])('%s (draft-ietf-oauth-client-id-metadata-document §6.4)', async (name, headers, seconds) => {
    const path = `/cached-${name.replaceAll(' ', '-')}`;
    const clientId = serve(path, headers);
    expect(await authorize(clientId)).toBe(303);
    app.clock.advance(seconds - 1);
    expect(await authorize(clientId)).toBe(303);
    expect(documents.hits(path)).toBe(1);
    app.clock.advance(2);
    expect(await authorize(clientId)).toBe(303);
    expect(documents.hits(path)).toBe(2);
  });
});

describe('when a good document cannot be had any more', () => {
  it('it serves a day longer while its server has trouble, and that server is asked once in five minutes', async () => {
    const clientId = serve('/trouble', { 'cache-control': 'max-age=600' });
    await authorize(clientId);
    fail('/trouble', 503);
    app.clock.advance(601);
    for (let turn = 0; turn < 3; turn += 1) expect(await authorize(clientId)).toBe(303);
    expect(documents.hits('/trouble')).toBe(2);
    app.clock.advance(301);
    expect(await authorize(clientId)).toBe(303);
    expect(documents.hits('/trouble')).toBe(3);
    app.clock.advance(24 * HOUR);
    expect(await authorize(clientId)).toBe(400);
  });

  it('one that is gone ends its client, until it is there again', async () => {
    const clientId = serve('/gone', { 'cache-control': 'max-age=600' });
    await authorize(clientId);
    fail('/gone', 404);
    app.clock.advance(601);
    expect(await authorize(clientId)).toBe(400);
    serve('/gone', {});
    expect(await authorize(clientId)).toBe(400);
    app.clock.advance(301);
    expect(await authorize(clientId)).toBe(303);
  });

  it('a host that is blocked ends its clients at once', async () => {
    const clientId = serve('/blocked', {});
    expect(await authorize(clientId)).toBe(303);
    await policy({ blocked_hosts: ['127.0.0.1'] });
    expect(await authorize(clientId)).toBe(400);
    await policy({ blocked_hosts: [] });
  });
});

describe('consent was given to what a person saw', () => {
  const flow = (client_id: string) => authorizePublicly({ app, browser, client_id, redirect_uri: REDIRECT });

  it('and is asked anew when name or redirect URIs change, with a word about it; a trusted host is otherwise asked once', async () => {
    await policy({ allowed_hosts: ['127.0.0.1'] });
    const short = { 'cache-control': 'max-age=300' };
    const clientId = serve('/changing', short);
    expect(await flow(clientId)).toMatchObject({ pages: ['consent'] });
    expect(await flow(clientId)).toMatchObject({ pages: ['consent'], html: [expect.not.stringContaining('has changed')] });

    serve('/changing', short, { ...DOCUMENT, client_name: 'Your Bank' });
    app.clock.advance(301);
    const changed = await flow(clientId);
    expect(changed.html[0]).toContain('has changed since you last allowed it');
    expect(changed.html[0]).toContain('Your Bank');
    expect((await flow(clientId)).html[0]).not.toContain('has changed');
    await policy({ allowed_hosts: [] });
  });

  it('another kind of client under the same URL inherits nothing', async () => {
    const short = { 'cache-control': 'max-age=300' };
    const clientId = serve('/kind', short);
    await flow(clientId);
    expect(await findLiveGrant(app.context, { user_id: alice, client_id: clientId })).not.toBeNull();
    serve('/kind', short, { ...DOCUMENT, redirect_uris: ['https://agent.example/callback'] });
    app.clock.advance(301);
    await authorize(clientId);
    expect(await findLiveGrant(app.context, { user_id: alice, client_id: clientId })).toBeNull();
  });
});

it('a restricted scope comes with no document; once an operator has allowed it to the client, it stays when the document is fetched anew', async () => {
  const resource = 'https://bank.example.com';
  const scopes = [
    { name: 'balance', description: '', sensitivity: 'low' as const },
    { name: 'pay', description: '', sensitivity: 'low' as const },
  ];
  await createResourceServer(app.context, { resource, name: 'Bank', scopes });
  await policy({ resource_scopes: { [resource]: ['balance', 'pay'] } });
  await updateResourceServer(app.context, {
    resource,
    scopes: scopes.map((scope) => (scope.name === 'pay' ? { ...scope, sensitivity: 'restricted' } : scope)),
  });
  const clientId = serve('/restricted', { 'cache-control': 'max-age=600' });
  const ceiling = async () => (await findClient(app.context, clientId))?.resource_scopes;
  await authorize(clientId);
  expect(await ceiling()).toEqual({ [resource]: ['balance'] });
  await updateClient(app.context, { client_id: clientId, resource_scopes: { [resource]: ['balance', 'pay'] } });
  app.clock.advance(601);
  await authorize(clientId);
  expect(documents.hits('/restricted')).toBe(2);
  expect(await ceiling()).toEqual({ [resource]: ['balance', 'pay'] });
});

it('an operator takes such a client over: its document is not asked any more', async () => {
  const clientId = serve('/taken', { 'cache-control': 'max-age=300' });
  await authorize(clientId);
  expect(await takeOverClient(app.context, clientId)).toMatchObject({ client_id: clientId, origin: 'operator', quarantined: false });
  expect(await updateClient(app.context, { client_id: clientId, name: 'Known Agent' })).toMatchObject({ name: 'Known Agent' });
  fail('/taken', 404);
  app.clock.advance(2 * 24 * HOUR);
  expect(await authorize(clientId)).toBe(303);
  expect(documents.hits('/taken')).toBe(1);
});
