import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { problemOf } from '../../testing/problem-of.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { isWithinDetail } from './is-within-detail.ts';

const { clients, resourceServers } = contract;
let app: TestApp;
let api: ApiClient;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

const uri = (): string => `https://types${(count += 1)}.example.com`;
const member = { type: 'string' };

function declare(schema: Record<string, unknown>, texts: Record<string, string> = {}, type = `type${count}`) {
  return api(resourceServers.create, { body: { resource: uri(), name: 'API', authorization_details_types: [{ type, schema, texts }] } });
}

describe('a type of authorization details (RFC 9396 §2)', () => {
  it('reads back as it was declared, stands in the audit log, and is one resource server’s alone', async () => {
    const schema = { type: 'object', properties: { amount: member }, required: ['amount'] };
    const { resource } = await declare(schema, { en: 'Pay {{amount}}' }, 'payment');
    const types = [{ type: 'payment', schema, texts: { en: 'Pay {{amount}}' } }];
    expect((await api(resourceServers.get, { params: { resource } })).authorization_details_types).toEqual(types);
    expect(await latestAuditEvent(api, 'resource_server.created')).toMatchObject({ details: { authorization_details_types: ['payment'] } });
    expect(await problemOf(declare({ type: 'object' }, {}, 'payment'))).toMatchObject({
      slug: 'invalid-request',
      errors: [{ pointer: '#/authorization_details_types/0/type' }],
    });
  });

  it.each([
    ['no object', { type: 'string' }],
    ['a keyword that is not known', { type: 'object', requierd: ['a'] }],
    ['a default, which would fill in what is missing', { type: 'object', properties: { a: { ...member, default: 'x' } } }],
    ['required without its property', { type: 'object', required: ['a'] }],
    ['a rule without its kind', { type: 'object', properties: { a: { minLength: 3 } } }],
    ['a rule beside a reference', { type: 'object', $defs: { s: member }, properties: { a: { $ref: '#/$defs/s', minLength: 3 } } }],
    ['a rule beside a list of values', { type: 'object', properties: { a: { type: 'string', enum: ['x'], minLength: 3 } } }],
    ['a reference to elsewhere', { type: 'object', properties: { a: { $ref: 'https://example.com/schema' } } }],
    ['a pattern that is none', { type: 'object', properties: { a: { type: 'string', pattern: '(' } } }],
  ])('whose schema would not be kept is refused: %s', async (_name, schema) => {
    expect(await problemOf(declare(schema))).toMatchObject({ errors: [{ pointer: '#/authorization_details_types/0/schema' }] });
  });

  it.each(['Pay {{}}', 'Pay {{a b}}', 'Pay {{amount', 'Pay {{a..b}}'])(
    'whose words have a broken placeholder is refused: %s',
    async (text) => {
      expect(await problemOf(declare({ type: 'object' }, { en: text }))).toMatchObject({
        errors: [{ pointer: '#/authorization_details_types/0/texts/en' }],
      });
    },
  );

  it('that nobody declares cannot be allowed to a client; one that goes leaves every ceiling (RFC 9396 §10)', async () => {
    const body = { name: 'C', app_type: 'native', party: 'third_party', authorization_details_types: ['leaving'] } as const;
    expect(await problemOf(api(clients.create, { body: { ...body, authorization_details_types: ['leaving'] } }))).toMatchObject({
      errors: [{ pointer: '#/authorization_details_types/0' }],
    });
    const { resource } = await declare({ type: 'object' }, {}, 'leaving');
    const { client } = await api(clients.create, { body: { ...body, authorization_details_types: ['leaving'] } });
    app.clock.advance(1);
    await api(resourceServers.update, { params: { resource }, body: { authorization_details_types: [] } });
    expect((await api(clients.get, { params: { client_id: client.client_id } })).authorization_details_types).toEqual([]);
    expect(await latestAuditEvent(api, 'resource_server.updated')).toMatchObject({ details: { client_ids: [client.client_id] } });
  });
});

describe('a detail is within another (RFC 9396 §2.2, §6)', () => {
  const granted = { type: 't', actions: ['read', 'write'], account: { iban: 'DE1' } };
  it.each([
    ['the same in another order', { account: { iban: 'DE1' }, actions: ['write', 'read'], type: 't' }, true],
    ['fewer actions', { ...granted, actions: ['read'] }, true],
    ['no action', { ...granted, actions: [] }, false],
    ['another action', { ...granted, actions: ['read', 'delete'] }, false],
    ['a member less', { type: 't', actions: ['read'] }, false],
    ['a value that looks alike', { ...granted, account: { iban: 'de1' } }, false],
  ])('%s: %#', (_name, asked, expected) => expect(isWithinDetail(asked, granted)).toBe(expected));
});
