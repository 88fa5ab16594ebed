import type { ServerInfo } from './server-info.ts';
import { expect, test } from 'vitest';
import { connectionEnv, connectionJson, type Connection } from './connection-files.ts';

const server: ServerInfo = {
  issuer: 'https://id.example.com',
  storage: 'embedded',
  discovery: {
    issuer: 'https://id.example.com',
    authorization_endpoint: 'https://id.example.com/oauth2/authorize',
    token_endpoint: 'https://id.example.com/oauth2/token',
    scopes_supported: ['openid'],
  },
};

const client: Connection['client'] = {
  client_id: 'partner-web',
  app_type: 'traditional_web',
  redirect_uris: ["https://app.example.com/cb?a='1'&b=$HOME"],
  scopes: ['openid', 'email'],
  token_endpoint_auth_method: 'client_secret_basic',
};

test('the .env file quotes what a shell would take apart', () => {
  const lines = connectionEnv({ client, server, client_secret: 's3cret' }).split('\n');
  expect(lines).toContain('OIDC_ISSUER=https://id.example.com');
  expect(lines).toContain('OIDC_CLIENT_SECRET=s3cret');
  expect(lines).toContain("OIDC_SCOPES='openid email'");
  expect(lines).toContain(`OIDC_REDIRECT_URI='https://app.example.com/cb?a='\\''1'\\''&b=$HOME'`);
});

test('a secret that is no longer shown stands in neither file', () => {
  const connection = { client, server, client_secret: null };
  expect(connectionEnv(connection)).not.toContain('SECRET');
  expect(JSON.parse(connectionJson(connection))).not.toHaveProperty('client_secret');
});

test('the JSON file is the discovery document with the values of the client', () => {
  const values: unknown = JSON.parse(connectionJson({ client, server, client_secret: 's3cret' }));
  expect(values).toMatchObject({ ...server.discovery, client_id: 'partner-web', client_secret: 's3cret', scope: 'openid email' });
});

test('a machine is given no endpoint of a sign-in', () => {
  const machine: Connection['client'] = { ...client, app_type: 'machine_to_machine', redirect_uris: [], scopes: [] };
  const env = connectionEnv({ client: machine, server, client_secret: null });
  expect(env).toContain('OIDC_TOKEN_ENDPOINT=');
  expect(env).not.toContain('OIDC_AUTHORIZATION_ENDPOINT=');
});
