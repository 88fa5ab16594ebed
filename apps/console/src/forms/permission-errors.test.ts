import { expect, test } from 'vitest';
import type { ClientPermissions } from './client-permissions.ts';
import { resourceScopeErrors, standardScopeErrors } from './permission-errors.ts';

const resource = 'https://orders.example.com';
const values: ClientPermissions = {
  scopes: ['openid', 'email'],
  resource_scopes: { [resource]: ['read', 'write'] },
  optional_scopes: ['email'],
  optional_resource_scopes: { [resource]: ['write'] },
  management_scopes: [],
  authorization_details_types: [],
  scope_reasons: {},
  resource_scope_reasons: {},
};

test('a fault stands at the permission that it is about', () => {
  const errors = { 'optional_scopes.0': 'a', [`resource_scopes.${resource}.1`]: 'b', [`optional_resource_scopes.${resource}.0`]: 'c' };
  expect(standardScopeErrors(errors, values, 'email')).toEqual({ held: undefined, optional: 'a' });
  expect(standardScopeErrors(errors, values, 'phone')).toEqual({ held: undefined, optional: undefined });
  expect(resourceScopeErrors(errors, values, { resource, scope: 'write' })).toEqual({ held: 'b', optional: 'c' });
  expect(resourceScopeErrors(errors, values, { resource, scope: 'read' })).toEqual({ held: undefined, optional: undefined });
});

test('a fault of a whole API stands at each of its permissions', () => {
  const errors = { [`resource_scopes.${resource}`]: 'gone' };
  expect(resourceScopeErrors(errors, values, { resource, scope: 'read' }).held).toBe('gone');
  expect(resourceScopeErrors(errors, values, { resource, scope: 'other' }).held).toBeUndefined();
});
