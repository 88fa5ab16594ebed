import { afterEach, expect, inject, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { createDatabase, queryDatabase } from '../support/postgres.ts';
import { encryptionKey, startProduct, type Product } from '../support/product.ts';
import { spawnServer } from '../support/server-process.ts';
import { standardFixture } from '../support/standard-fixture.ts';

const running: Product[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((product) => product.stop()));
});

async function start(...options: Parameters<typeof startProduct>): Promise<Product> {
  const product = await startProduct(...options);
  running.push(product);
  return product;
}

test('five starts at once on an empty database migrate once and publish the same keys', async () => {
  const database_url = await createDatabase(inject('postgres_admin_url'));
  const encryption_key = encryptionKey();
  const products = await Promise.all(Array.from({ length: 5 }, () => start({ database_url, encryption_key })));
  const migrations = await queryDatabase(database_url, 'select name, count(*)::int as times from schema_migrations group by name');
  expect(migrations.length).toBeGreaterThan(0);
  for (const { times } of migrations) expect(times).toBe(1);
  const keySets = await Promise.all(products.map(async ({ origin }) => (await fetch(`${origin}/.well-known/jwks.json`)).json()));
  for (const keys of keySets) expect(keys).toEqual(keySets[0]);
});

test('the same declared state applied by two starts at once makes everything once', async () => {
  const database_url = await createDatabase(inject('postgres_admin_url'));
  const encryption_key = encryptionKey();
  await Promise.all([1, 2].map(() => start({ database_url, encryption_key, fixture: standardFixture() })));
  const [counts] = await queryDatabase(
    database_url,
    'select (select count(*)::int from users) as users, (select count(*)::int from client_secrets) as secrets',
  );
  const fixture = standardFixture();
  const secrets = fixture.clients?.filter((client) => client.client_secret !== undefined).length;
  expect(counts).toEqual({ users: fixture.users?.length, secrets });
});

test('a database that cannot be reached ends the start with the key DATABASE_URL and without its password', async () => {
  const url = `postgresql://consentry:topsecretpassword@127.0.0.1:${await freePort()}/consentry`;
  const server = spawnServer({ DATABASE_URL: url, ENCRYPTION_KEY: encryptionKey(), PORT: String(await freePort()) });
  expect(await server.exited).toBeGreaterThan(0);
  expect(server.output()).toContain('DATABASE_URL');
  expect(server.output()).not.toContain('topsecretpassword');
});

test('a database that does not exist ends the start with the key DATABASE_URL', async () => {
  const url = new URL(inject('postgres_admin_url'));
  url.pathname = '/no_such_database';
  const server = spawnServer({ DATABASE_URL: url.href, ENCRYPTION_KEY: encryptionKey(), PORT: String(await freePort()) });
  expect(await server.exited).toBeGreaterThan(0);
  expect(server.output()).toContain('DATABASE_URL');
  expect(server.output()).toContain('no_such_database');
});

test('with DATABASE_URL the ENCRYPTION_KEY is required', async () => {
  const server = spawnServer({ DATABASE_URL: inject('postgres_admin_url'), PORT: String(await freePort()) });
  expect(await server.exited).toBeGreaterThan(0);
  expect(server.output()).toContain('ENCRYPTION_KEY');
});

test('another ENCRYPTION_KEY than the one the keys were sealed with ends the start with the name of the key', async () => {
  const database_url = await createDatabase(inject('postgres_admin_url'));
  const encryption_key = encryptionKey();
  await (await startProduct({ database_url, encryption_key })).stop();
  const other = encryptionKey();
  const server = spawnServer({ DATABASE_URL: database_url, ENCRYPTION_KEY: other, PORT: String(await freePort()) });
  expect(await server.exited).toBeGreaterThan(0);
  expect(server.output()).toContain('ENCRYPTION_KEY');
  expect(server.output()).not.toContain(other);
  await start({ database_url, encryption_key });
});

test('private keys, secrets, tokens and passwords stand nowhere in clear in the database', async () => {
  const database_url = await createDatabase(inject('postgres_admin_url'));
  await start({ database_url, fixture: standardFixture() });
  const columns = await queryDatabase(
    database_url,
    `select format('%I', table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const dumps = await Promise.all(columns.map(({ name }) => queryDatabase(database_url, `select t::text as row from ${String(name)} t`)));
  const everything = JSON.stringify(dumps);
  for (const clear of ['correct horse battery', 'another-secret-of-32-characters-or-more', '"d":', 'PRIVATE KEY']) {
    expect(everything).not.toContain(clear);
  }
});
