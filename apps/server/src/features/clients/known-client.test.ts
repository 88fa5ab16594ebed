import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from './create-client.ts';
import { knownClient } from './known-client.ts';
import { updateClient } from './update-client.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

describe('what another process changes', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.stop());

  const makeClient = async () =>
    (await createClient(app.context, { name: 'Before', app_type: 'native', party: 'third_party' })).client.client_id;

  it('is known at once through its notification; a last use is no change', async () => {
    const client_id = await makeClient();
    const kept = await knownClient(app.context, client_id);
    await sql`update clients set last_used_at = now() where client_id = ${client_id}`.execute(app.context.db);
    expect(await knownClient(app.context, client_id)).toBe(kept);
    await updateClient(app.context, { client_id, name: 'After' });
    expect((await knownClient(app.context, client_id))?.name).toBe('After');
  });

  it('is found by the look that follows when its notification is lost', async () => {
    const client_id = await makeClient();
    await knownClient(app.context, client_id);
    await sql`alter table clients disable trigger user`.execute(app.context.db);
    await sql`update clients set name = 'After' where client_id = ${client_id}`.execute(app.context.db);
    expect((await knownClient(app.context, client_id))?.name).toBe('Before');
    // What the trigger would have written down, without its notification.
    await sql`insert into configuration_changes (row_key) values (${`clients ${client_id}`})`.execute(app.context.db);
    await app.app.changes.catchUp();
    expect((await knownClient(app.context, client_id))?.name).toBe('After');
  });
});
