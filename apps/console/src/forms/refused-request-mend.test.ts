import type { Client, RefusedRequestFix } from '@consentry/contract';
import { expect, test } from 'vitest';
import { isNewHost, mendedBy } from './refused-request-mend.ts';

const client = {
  redirect_uris: ['https://app.example.com/callback'],
  post_logout_redirect_uris: [],
  cors_origins: ['https://pages.example.com'],
  scopes: ['openid'],
  resource_scopes: { 'https://api.example.com': ['orders:read'] },
} as unknown as Client;

const fix = (kind: RefusedRequestFix['kind'], value: string, resource: string | null = null): RefusedRequestFix => ({
  kind,
  value,
  resource,
  done: false,
});

test('a fix adds what was missing and takes nothing away', () => {
  expect(mendedBy(fix('redirect_uri', 'https://app.example.com/cb'), client)).toEqual({
    redirect_uris: ['https://app.example.com/callback', 'https://app.example.com/cb'],
  });
  expect(mendedBy(fix('post_logout_redirect_uri', 'https://app.example.com/bye'), client)).toEqual({
    post_logout_redirect_uris: ['https://app.example.com/bye'],
  });
  expect(mendedBy(fix('cors_origin', 'https://app.example.com'), client)).toEqual({
    cors_origins: ['https://pages.example.com', 'https://app.example.com'],
  });
  expect(mendedBy(fix('scope', 'email'), client)).toEqual({ scopes: ['openid', 'email'] });
  expect(mendedBy(fix('scope', 'orders:write', 'https://api.example.com'), client)).toEqual({
    resource_scopes: { 'https://api.example.com': ['orders:read', 'orders:write'] },
  });
});

test('a host that the application has nothing on is told apart', () => {
  expect(isNewHost(fix('redirect_uri', 'https://app.example.com:8443/x'), client)).toBe(false);
  expect(isNewHost(fix('redirect_uri', 'https://app.example.com.evil.example/callback'), client)).toBe(true);
  expect(isNewHost(fix('scope', 'email'), client)).toBe(false);
});
