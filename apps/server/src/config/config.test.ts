import { expect, test } from 'vitest';
import { InvalidConfig, loadConfig } from './config.ts';

test('no key is required for a first run', () => {
  const config = loadConfig({});
  expect(config.http.PORT).toBe(3000);
  expect(config.storage.DATABASE_URL).toBeUndefined();
});

test('all faults are reported at once, each with key, value and what is accepted', () => {
  const env = { PORT: 'eighty', PUBLIC_URL: 'http://id.example.com', TRUSTED_PROXIES: '10.0.0.0/99', LOG_LEVEL: 'loud' };
  const fault = catchFault(() => loadConfig(env));
  expect(fault.faults.map(({ key }) => key)).toEqual(['PORT', 'PUBLIC_URL', 'TRUSTED_PROXIES', 'LOG_LEVEL']);
  expect(fault.message).toContain('PORT = "eighty"');
  expect(fault.message).toContain('Accepted: a whole number from 0 to 65535');
});

test('PostgreSQL needs an encryption key, and passwords are never printed', () => {
  const fault = catchFault(() => loadConfig({ DATABASE_URL: 'postgres://consentry:hunter2@db/consentry', ENCRYPTION_KEY: 'c2hvcnQ=' }));
  expect(fault.message).toContain('is not 32 bytes long');
  expect(fault.message).not.toContain('c2hvcnQ=');
  const missing = catchFault(() => loadConfig({ DATABASE_URL: 'mysql://consentry:hunter2@db/consentry' }));
  expect(missing.message).toContain('DATABASE_URL');
  expect(missing.message).not.toContain('hunter2');
  expect(catchFault(() => loadConfig({ DATABASE_URL: 'postgres://db/consentry' })).message).toContain('is required with DATABASE_URL');
});

test('the public URL loses its trailing slash: the issuer is one exact string (OIDC Discovery §4.3)', () => {
  expect(loadConfig({ PUBLIC_URL: 'https://id.example.com/' }).http.PUBLIC_URL).toBe('https://id.example.com');
});

function catchFault(act: () => unknown): InvalidConfig {
  try {
    act();
  } catch (error) {
    if (error instanceof InvalidConfig) return error;
    throw error;
  }
  throw new Error('the configuration was accepted');
}
