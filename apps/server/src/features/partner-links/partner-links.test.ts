import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectGuarded } from '../../testing/expect-guarded.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { openPartnerLink } from './open-partner-link.ts';

const { clients, partnerLinks } = contract;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

async function webClient(): Promise<string> {
  const { client } = await api(clients.create, { body: { name: 'Web', app_type: 'traditional_web', party: 'third_party' } });
  return client.client_id;
}

const tokenOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

it('every verb needs a token with its scope', () => expectGuarded(app, partnerLinks));

it('a link opens its own client, with the parts that it was given, until it is revoked', async () => {
  const params = { client_id: await webClient() };
  const { partner_link, url } = await api(partnerLinks.create, { params, body: { name: 'Partner', parts: ['guides'] } });
  expect(url).toMatch(new RegExp(`^${app.url}/partner/[A-Za-z0-9_-]{43}$`));
  expect(await latestAuditEvent(api, 'partner_link.created', params)).toMatchObject({
    details: { partner_link_id: partner_link.partner_link_id, name: 'Partner', parts: ['guides'], expires_at: null },
  });
  expect(await openPartnerLink(app.context, tokenOf(url))).toEqual({ ...params, parts: ['guides'] });

  await api(partnerLinks.revoke, { params: { ...params, partner_link_id: partner_link.partner_link_id } });
  expect(await latestAuditEvent(api, 'partner_link.revoked', params)).toMatchObject({ details: { name: 'Partner' } });
  expect(await openPartnerLink(app.context, tokenOf(url))).toBeNull();
  expect((await api(partnerLinks.list, { params, query: {} })).items).toEqual([]);
});

it('a link ends when it expires, and one that has expired already is refused', async () => {
  const params = { client_id: await webClient() };
  const expires_at = new Date(app.clock.now().getTime() + 60_000).toISOString();
  const { partner_link, url } = await api(partnerLinks.create, { params, body: { name: 'Short', expires_at } });
  expect(partner_link).toMatchObject({ expires_at, parts: ['guides', 'refused_requests'] });
  expect(await openPartnerLink(app.context, tokenOf(url))).not.toBeNull();
  app.clock.advance(60);
  expect(await openPartnerLink(app.context, tokenOf(url))).toBeNull();

  const past = { name: 'Past', expires_at: '2020-01-01T00:00:00Z' };
  expect(await problemOf(api(partnerLinks.create, { params, body: past }))).toMatchObject({
    slug: 'invalid-request',
    errors: [{ pointer: '#/expires_at' }],
  });
});

it('the operator sees when it was last opened, to the minute', async () => {
  const params = { client_id: await webClient() };
  const { url } = await api(partnerLinks.create, { params, body: { name: 'Seen' } });
  const lastOpened = async () => (await api(partnerLinks.list, { params, query: {} })).items[0]?.last_opened_at;
  expect(await lastOpened()).toBeNull();
  const first = app.clock.now().toISOString();
  await openPartnerLink(app.context, tokenOf(url));
  app.clock.advance(30);
  await openPartnerLink(app.context, tokenOf(url));
  expect(await lastOpened()).toBe(first);
  app.clock.advance(30);
  await openPartnerLink(app.context, tokenOf(url));
  expect(await lastOpened()).toBe(app.clock.now().toISOString());
});

it('links of a deleted client open nothing, nor do they for a new client of the same id', async () => {
  const client_id = await webClient();
  const { url } = await api(partnerLinks.create, { params: { client_id }, body: { name: 'Gone' } });
  await api(clients.delete, { params: { client_id } });
  await api(clients.create, { body: { client_id, name: 'Another', app_type: 'traditional_web', party: 'third_party' } });
  expect(await openPartnerLink(app.context, tokenOf(url))).toBeNull();
});

it('what is not there is said to be so, and a link is revoked through its own client alone', async () => {
  const [one, two] = [await webClient(), await webClient()];
  const { partner_link, url } = await api(partnerLinks.create, { params: { client_id: one }, body: { name: 'One' } });
  const { partner_link_id } = partner_link;
  const missing = { client_id: 'nobody' };
  expect(await problemOf(api(partnerLinks.list, { params: missing, query: {} }))).toMatchObject({ slug: 'client-not-found' });
  expect(await problemOf(api(partnerLinks.create, { params: missing, body: { name: 'x' } }))).toMatchObject({ slug: 'client-not-found' });
  expect(await problemOf(api(partnerLinks.revoke, { params: { ...missing, partner_link_id } }))).toMatchObject({
    slug: 'client-not-found',
  });
  const foreign = api(partnerLinks.revoke, { params: { client_id: two, partner_link_id } });
  expect(await problemOf(foreign)).toMatchObject({ slug: 'partner-link-not-found' });
  expect(await openPartnerLink(app.context, tokenOf(url))).not.toBeNull();
});
