import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { verifyClientSecret } from './verify-client-secret.ts';

const { clients } = contract;
let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

async function webClient(): Promise<{ client_id: string; client_secret: string }> {
  const { client, client_secret } = await api(clients.create, { body: { name: 'Web', app_type: 'traditional_web', party: 'third_party' } });
  return { client_id: client.client_id, client_secret: client_secret ?? '' };
}

async function metadataOf(clientId: string) {
  return (await api(clients.get, { params: { client_id: clientId } })).secrets;
}

describe('rotation', () => {
  it('a new secret works beside the old one until the old one is revoked', async () => {
    const { client_id, client_secret } = await webClient();
    const params = { client_id };
    app.clock.advance(1);
    const added = await api(clients.createSecret, { params, body: { name: 'Next' } });
    expect(await latestAuditEvent(api, 'client.secret_created', { client_id })).toMatchObject({
      client_id,
      details: { secret_id: added.secret.secret_id, name: 'Next' },
    });
    expect(await verifyClientSecret(app.context, client_id, client_secret)).toBe(true);
    expect(await verifyClientSecret(app.context, client_id, added.client_secret)).toBe(true);

    const [old] = await metadataOf(client_id);
    await api(clients.revokeSecret, { params: { client_id, secret_id: old?.secret_id ?? '' } });
    expect(await latestAuditEvent(api, 'client.secret_revoked', { client_id })).toMatchObject({
      client_id,
      details: { secret_id: old?.secret_id },
    });
    expect(await verifyClientSecret(app.context, client_id, client_secret)).toBe(false);
    expect(await verifyClientSecret(app.context, client_id, added.client_secret)).toBe(true);
  });

  it('a secret ends when it expires', async () => {
    const { client_id } = await webClient();
    const expires_at = new Date(app.clock.now().getTime() + 60_000).toISOString();
    const { client_secret, secret } = await api(clients.createSecret, { params: { client_id }, body: { name: 'Short', expires_at } });
    expect(secret.expires_at).toBe(expires_at);
    expect(await verifyClientSecret(app.context, client_id, client_secret)).toBe(true);
    app.clock.advance(61);
    expect(await verifyClientSecret(app.context, client_id, client_secret)).toBe(false);
  });

  it('one that has expired already is refused', async () => {
    const { client_id } = await webClient();
    const body = { name: 'Past', expires_at: '2020-01-01T00:00:00Z' };
    expect(await problemOf(api(clients.createSecret, { params: { client_id }, body }))).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#/expires_at' }],
    });
  });
});

describe('verification', () => {
  it('a secret is good for its own client alone', async () => {
    const [one, two] = [await webClient(), await webClient()];
    expect(await verifyClientSecret(app.context, one.client_id, two.client_secret)).toBe(false);
    expect(await verifyClientSecret(app.context, 'nobody', one.client_secret)).toBe(false);
    expect(await verifyClientSecret(app.context, '\u0000', one.client_secret)).toBe(false);
    expect(await verifyClientSecret(app.context, one.client_id, '')).toBe(false);
    expect(await verifyClientSecret(app.context, one.client_id, one.client_secret)).toBe(true);
  });

  it('the last use is recorded, once a minute at most', async () => {
    const { client_id, client_secret } = await webClient();
    const use = async () => {
      await verifyClientSecret(app.context, client_id, client_secret);
      return (await metadataOf(client_id))[0]?.last_used_at;
    };
    const first = await use();
    expect(first).toBe(app.clock.now().toISOString());
    app.clock.advance(30);
    expect(await use()).toBe(first);
    app.clock.advance(31);
    expect(await use()).toBe(app.clock.now().toISOString());
  });
});

describe('problems', () => {
  it('public clients take no secret', async () => {
    const { client } = await api(clients.create, { body: { name: 'Spa', app_type: 'single_page', party: 'third_party' } });
    const call = api(clients.createSecret, { params: { client_id: client.client_id }, body: { name: 'x' } });
    expect(await problemOf(call)).toMatchObject({ slug: 'client-has-no-secret', status: 409 });
  });

  it('unknown clients and secrets, and secrets of another client', async () => {
    const [one, two] = [await webClient(), await webClient()];
    expect(await problemOf(api(clients.createSecret, { params: { client_id: 'nobody' }, body: { name: 'x' } }))).toMatchObject({
      slug: 'client-not-found',
    });
    expect(await problemOf(api(clients.revokeSecret, { params: { client_id: 'nobody', secret_id: 'x' } }))).toMatchObject({
      slug: 'client-not-found',
    });
    const [foreign] = await metadataOf(two.client_id);
    const params = { client_id: one.client_id, secret_id: foreign?.secret_id ?? '' };
    expect(await problemOf(api(clients.revokeSecret, { params }))).toMatchObject({ slug: 'client-secret-not-found', status: 404 });
    expect(await verifyClientSecret(app.context, two.client_id, two.client_secret)).toBe(true);
  });
});

describe('rotation with an overlap', () => {
  it('the new secret works at once, those before it to the end of the overlap, and no longer', async () => {
    const { client_id, client_secret } = await webClient();
    const params = { client_id };
    const soon = new Date(app.clock.now().getTime() + 10_000).toISOString();
    await api(clients.createSecret, { params, body: { name: 'Ends before', expires_at: soon } });
    const rotated = await api(clients.rotateSecret, { params, body: { name: 'Next', overlap_seconds: 60 } });
    const end = new Date(app.clock.now().getTime() + 60_000).toISOString();
    expect(rotated.ending.map(({ name, expires_at }) => [name, expires_at])).toEqual([
      ['Initial secret', end],
      ['Ends before', soon],
    ]);
    expect(await latestAuditEvent(api, 'client.secret_rotated', { client_id })).toMatchObject({
      details: { secret_id: rotated.secret.secret_id, old_secrets_end_at: end, old_secrets: ['Initial secret', 'Ends before'] },
    });
    expect(JSON.stringify(await latestAuditEvent(api, 'client.secret_rotated', { client_id }))).not.toContain(rotated.client_secret);

    for (const secret of [client_secret, rotated.client_secret])
      expect(await verifyClientSecret(app.context, client_id, secret)).toBe(true);
    app.clock.advance(61);
    expect(await verifyClientSecret(app.context, client_id, client_secret)).toBe(false);
    expect(await verifyClientSecret(app.context, client_id, rotated.client_secret)).toBe(true);
  });

  it('without overlap the secrets before it are no good from this moment', async () => {
    const { client_id, client_secret } = await webClient();
    await api(clients.rotateSecret, { params: { client_id }, body: { overlap_seconds: 0 } });
    expect(await verifyClientSecret(app.context, client_id, client_secret)).toBe(false);
  });

  it('is refused where it would leave nothing, or where there is no secret', async () => {
    const { client_id } = await webClient();
    const expires_at = new Date(app.clock.now().getTime() + 3600_000).toISOString();
    expect(await problemOf(api(clients.rotateSecret, { params: { client_id }, body: { expires_at } }))).toMatchObject({
      errors: [{ pointer: '#/expires_at' }],
    });
    const { client } = await api(clients.create, { body: { name: 'Page', app_type: 'single_page', party: 'third_party' } });
    expect(await problemOf(api(clients.rotateSecret, { params: { client_id: client.client_id }, body: {} }))).toMatchObject({
      slug: 'client-has-no-secret',
    });
  });
});
