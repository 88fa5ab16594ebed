import { describe, expect, it } from 'vitest';
import { clientDefaults } from './client-defaults.ts';
import { clientRuleErrors } from './client-rules.ts';
import type { ClientRow } from './client-store.ts';
import { withoutDuplicates } from './without-duplicates.ts';

const AT = new Date('2026-01-01T00:00:00Z');

function client(members: Partial<ClientRow> & Pick<ClientRow, 'app_type'>): ClientRow {
  const defaults = clientDefaults(members.app_type, members.party ?? 'third_party');
  return { ...defaults, client_id: 'a', name: 'A', created_at: AT, updated_at: AT, ...members };
}

describe('defaults', () => {
  it('a public client has no secret and must use PKCE (RFC 9700 §2.1.1)', () => {
    for (const app_type of ['single_page', 'native'] as const) {
      expect(clientDefaults(app_type, 'third_party')).toMatchObject({ token_endpoint_auth_method: 'none', pkce: 'required' });
    }
  });

  it('a confidential client has a secret and may send a nonce in place of PKCE', () => {
    for (const app_type of ['traditional_web', 'machine_to_machine'] as const) {
      const expected = { token_endpoint_auth_method: 'client_secret_basic', pkce: 'required_unless_nonce' };
      expect(clientDefaults(app_type, 'third_party')).toMatchObject(expected);
    }
  });

  it('a third party begins without lasting access, a machine without any scope', () => {
    expect(clientDefaults('traditional_web', 'third_party').scopes).toEqual(['openid', 'profile', 'email']);
    expect(clientDefaults('native', 'first_party').scopes).toEqual(['openid', 'profile', 'email', 'offline_access']);
    expect(clientDefaults('machine_to_machine', 'first_party').scopes).toEqual([]);
  });

  it('grant types follow from the application type', () => {
    expect(clientDefaults('single_page', 'third_party').grant_types).toEqual(['authorization_code', 'refresh_token']);
    expect(clientDefaults('machine_to_machine', 'third_party').grant_types).toEqual(['client_credentials']);
  });
});

describe('rules', () => {
  it('an acceptable client has no errors', () => {
    const redirect_uris = ['https://app.example.com/callback'];
    expect(clientRuleErrors(client({ app_type: 'traditional_web', redirect_uris, pkce: 'optional' }))).toEqual([]);
    expect(clientRuleErrors(client({ app_type: 'machine_to_machine', management_scopes: ['clients:read'] }))).toEqual([]);
    expect(clientRuleErrors(client({ app_type: 'traditional_web', scopes: [] }))).toEqual([]);
  });

  it('every bad redirect URI is named by its place', () => {
    const uris = ['https://app.example.com/', 'http://app.example.com/', 'javascript:alert(1)'];
    const errors = clientRuleErrors(client({ app_type: 'single_page', redirect_uris: uris, post_logout_redirect_uris: uris }));
    expect(errors.map((error) => error.pointer)).toEqual([
      '#/redirect_uris/1',
      '#/redirect_uris/2',
      '#/post_logout_redirect_uris/1',
      '#/post_logout_redirect_uris/2',
    ]);
    expect(errors[1]?.detail).toContain('“javascript:alert(1)”');
  });

  it('a public client cannot give up PKCE', () => {
    for (const pkce of ['optional', 'required_unless_nonce'] as const) {
      expect(clientRuleErrors(client({ app_type: 'native', pkce }))).toMatchObject([{ pointer: '#/pkce' }]);
    }
  });

  it('a machine has no lasting access, and only a machine has scopes of the management API', () => {
    expect(clientRuleErrors(client({ app_type: 'machine_to_machine', scopes: ['openid', 'offline_access'] }))).toMatchObject([
      { pointer: '#/scopes/1' },
    ]);
    expect(clientRuleErrors(client({ app_type: 'native', management_scopes: ['users:write'] }))).toMatchObject([
      { pointer: '#/management_scopes' },
    ]);
  });

  it('only what the client may have can be optional, never openid; every fault is named by its place', () => {
    const row = client({
      app_type: 'native',
      scopes: ['openid', 'email', 'phone'],
      resource_scopes: { 'https://api.example.com': ['read'] },
    });
    expect(
      clientRuleErrors({ ...row, optional_scopes: ['phone'], optional_resource_scopes: { 'https://api.example.com': ['read'] } }),
    ).toEqual([]);
    const wrong = { 'https://api.example.com': ['read', 'write'], 'https://other.example.com': ['read'] };
    const errors = clientRuleErrors({ ...row, optional_scopes: ['email', 'openid', 'groups'], optional_resource_scopes: wrong });
    expect(errors.map(({ pointer }) => pointer)).toEqual([
      '#/optional_scopes/1',
      '#/optional_scopes/2',
      '#/optional_resource_scopes/https:~1~1api.example.com/1',
      '#/optional_resource_scopes/https:~1~1other.example.com/0',
    ]);
    expect(errors[1]?.detail).toContain('“groups”');
    expect(clientRuleErrors(client({ app_type: 'machine_to_machine', optional_scopes: ['email'] }))).toMatchObject([
      { pointer: '#/optional_scopes' },
    ]);
  });
});

it('an entry that stands twice counts once and keeps its first place', () => {
  const row = client({ app_type: 'native', redirect_uris: ['b', 'a', 'b'], resource_scopes: { 'https://api.example.com': ['x', 'x'] } });
  expect(withoutDuplicates(row)).toMatchObject({ redirect_uris: ['b', 'a'], resource_scopes: { 'https://api.example.com': ['x'] } });
});
