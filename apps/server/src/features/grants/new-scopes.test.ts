import { expect, it } from 'vitest';
import { newScopes } from './new-scopes.ts';

it('only what is new is added, each once', () => {
  const granted = [{ resource: null, scope: 'openid' }];
  const asked = [
    { resource: null, scope: 'openid' },
    { resource: null, scope: 'email' },
    { resource: null, scope: 'email' },
  ];
  expect(newScopes(granted, asked)).toEqual([{ resource: null, scope: 'email' }]);
});

it('a scope of one name at two resource servers is two scopes', () => {
  const granted = [{ resource: 'https://a.example', scope: 'read' }];
  const asked = [
    { resource: 'https://b.example', scope: 'read' },
    { resource: null, scope: 'read' },
  ];
  expect(newScopes(granted, asked)).toEqual(asked);
});
