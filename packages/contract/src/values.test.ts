import { expect, it } from 'vitest';
import { contract } from './index.ts';
import { CreateUser } from './users.ts';
import { ClientId, DisplayName, NewClientId } from './values.ts';

it('text that no database or page should hold is refused', () => {
  for (const bad of ['a\u0000b', 'a\u001bb', 'a\ud800', '\udc00b', '   ']) expect(DisplayName.safeParse(bad).success).toBe(false);
  expect(DisplayName.parse(' \u{1f600} b ')).toBe('\u{1f600} b');
});

it('identifiers in paths and queries are text, too', () => {
  const { users, grants, auditEvents, resourceServers } = contract;
  expect(users.get.params.safeParse({ user_id: 'a\u0000' }).success).toBe(false);
  expect(grants.get.params.safeParse({ grant_id: 'a\u0000' }).success).toBe(false);
  expect(grants.list.query.safeParse({ user_id: 'a\u0000' }).success).toBe(false);
  expect(auditEvents.list.query.safeParse({ user_id: 'a\u0000' }).success).toBe(false);
  expect(resourceServers.get.params.safeParse({ resource: 'a\u0000' }).success).toBe(false);
});

it('no new client is called what addresses take out of a path (RFC 3986 §5.2.4); what exists is still read', () => {
  for (const id of ['.', '..']) {
    expect(NewClientId.safeParse(id).error?.issues[0]?.message).toBe('cannot be “.” or “..”, which addresses take out of a path');
    expect(ClientId.safeParse(id).success).toBe(true);
  }
  expect(NewClientId.safeParse('...').success).toBe(true);
  expect(NewClientId.safeParse('new').success).toBe(true);
});

it('a link in a claim leads to the web and nowhere else', () => {
  for (const profile of ['javascript:alert(1)', 'data:text/html,x', '/relative', 'https://a.example/\u0000']) {
    expect(CreateUser.safeParse({ username: 'a', claims: { profile } }).success).toBe(false);
  }
  expect(CreateUser.safeParse({ username: 'a', claims: { profile: 'https://a.example/me' } }).success).toBe(true);
});
