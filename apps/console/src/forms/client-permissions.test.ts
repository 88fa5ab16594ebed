import type { ResourceServer } from '@consentry/contract';
import { expect, test } from 'vitest';
import { resourceChoices, withOptionalScope, withResourceScopes, withScope, type ClientPermissions } from './client-permissions.ts';

const orders: ResourceServer = {
  resource: 'https://orders.example.com',
  name: 'Orders',
  scopes: [{ name: 'read', description: 'See your orders', sensitivity: 'low' }],
  authorization_details_types: [],
  access_token_format: 'jwt',
  access_token_ttl_seconds: 600,
  access_token_signing_alg: 'RS256',
  third_party_token_exchange: false,
  created_at: '2026-11-23T10:00:00Z',
  updated_at: '2026-11-23T10:00:00Z',
};
const none: ClientPermissions = {
  scopes: ['openid'],
  resource_scopes: {},
  optional_scopes: [],
  optional_resource_scopes: {},
  scope_reasons: {},
  resource_scope_reasons: {},
  management_scopes: [],
  authorization_details_types: [],
};

test('scopes of one name in two APIs never mix', () => {
  const billing = { ...orders, resource: 'https://billing.example.com' };
  const values = withResourceScopes(none, orders.resource, { held: ['read'], optional: [] });
  expect(values.resource_scopes).toEqual({ [orders.resource]: ['read'] });
  expect(values.resource_scopes[billing.resource]).toBeUndefined();
});

test('switching a scope on and off again leaves nothing to save', () => {
  expect(withScope(withScope(none, 'email', true), 'email', false)).toEqual(none);
  const read = withResourceScopes(none, orders.resource, { held: ['read'], optional: ['read'] });
  expect(withResourceScopes(read, orders.resource, { held: [], optional: ['read'] })).toEqual(none);
});

test('what leaves the ceiling does not stay optional', () => {
  const values = withOptionalScope(withScope(none, 'email', true), 'email', true);
  expect(values).toMatchObject({ scopes: ['openid', 'email'], optional_scopes: ['email'] });
  expect(withScope(values, 'email', false)).toEqual(none);

  const both = withResourceScopes(none, orders.resource, { held: ['read', 'write'], optional: ['write'] });
  const narrowed = withResourceScopes(both, orders.resource, { held: ['read'], optional: ['write'] });
  expect(narrowed).toMatchObject({ resource_scopes: { [orders.resource]: ['read'] }, optional_resource_scopes: {} });
});

test('what a client still holds of a scope or an API that is gone can be taken off', () => {
  const choices = resourceChoices([orders], { [orders.resource]: ['read', 'legacy'], 'https://gone.example.com': ['x'] });
  expect(choices.flatMap(({ scopes }) => scopes.filter(({ isRemoved }) => isRemoved).map(({ name }) => name))).toEqual(['legacy', 'x']);
  expect(choices.map(({ isRemoved }) => isRemoved)).toEqual([false, true]);
});
