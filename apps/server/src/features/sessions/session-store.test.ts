import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { createClient } from '../clients/create-client.ts';
import { grantScopes } from '../grants/grant-scopes.ts';
import { revokeGrant } from '../grants/revoke-grant.ts';
import { createUser } from '../users/create-user.ts';
import { disableUser } from '../users/disable-user.ts';
import { updateUser } from '../users/update-user.ts';

let app: TestApp;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

interface SignedIn {
  user_id: string;
  grant_id: string;
  family_id: string;
}

/** A user with one row of everything that a sign-in leaves. */
async function signedIn(): Promise<SignedIn> {
  const ctx = app.context;
  const { user_id } = await createUser(ctx, { username: `person${(count += 1)}`, operator: true });
  const { client } = await createClient(ctx, { name: 'Partner', app_type: 'native', party: 'third_party' });
  const { grant_id } = await grantScopes(ctx, { user_id, client_id: client.client_id, scopes: [{ resource: null, scope: 'openid' }] });
  const [family_id, id] = [ctx.random.id(), Buffer.from(ctx.random.id())];
  const [now, later] = [ctx.clock.now(), new Date(ctx.clock.now().getTime() + 3_600_000)];
  await sql`insert into sessions (session_uid, id_hash, user_id, payload, expires_at) values (${family_id}, ${id}, ${user_id}, '{}', ${later})`.execute(
    ctx.db,
  );
  await sql`insert into console_sessions (id_hash, user_id, sealed_payload, expires_at) values (${id}, ${user_id}, ${id}, ${later})`.execute(
    ctx.db,
  );
  await sql`
    insert into token_families (family_id, grant_id, expires_with_session, created_at, expires_at)
    values (${family_id}, ${grant_id}, false, ${now}, ${later})`.execute(ctx.db);
  return { user_id, grant_id, family_id };
}

async function stateOf({ user_id, family_id }: SignedIn) {
  const { rows } = await sql<{ sessions: number; console_sessions: number; revoked_reason: string | null }>`
    select (select count(*) from sessions where user_id = ${user_id}) as sessions,
      (select count(*) from console_sessions where user_id = ${user_id}) as console_sessions,
      (select revoked_reason from token_families where family_id = ${family_id}) as revoked_reason`.execute(app.context.db);
  return rows[0];
}

const ALIVE = { sessions: 1, console_sessions: 1, revoked_reason: null };

it('a new password ends sessions and tokens, and nobody else’s', async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  await updateUser(app.context, { user_id: one.user_id, password: 'a new password' });
  expect(await stateOf(one)).toEqual({ sessions: 0, console_sessions: 0, revoked_reason: 'password_changed' });
  expect(await stateOf(other)).toEqual(ALIVE);
});

it('disabling ends sessions and tokens at once', async () => {
  const one = await signedIn();
  await disableUser(app.context, one.user_id);
  expect(await stateOf(one)).toEqual({ sessions: 0, console_sessions: 0, revoked_reason: 'user_disabled' });
});

it('who is no operator any more leaves the console, and stays signed in elsewhere', async () => {
  const one = await signedIn();
  await updateUser(app.context, { user_id: one.user_id, operator: false });
  expect(await stateOf(one)).toEqual({ ...ALIVE, console_sessions: 0 });
});

it('other changes end nothing', async () => {
  const one = await signedIn();
  await updateUser(app.context, { user_id: one.user_id, groups: ['staff'] });
  expect(await stateOf(one)).toEqual(ALIVE);
});

it('a revoked grant ends its tokens; the sign-in stays', async () => {
  const one = await signedIn();
  await revokeGrant(app.context, one.grant_id);
  expect(await stateOf(one)).toEqual({ ...ALIVE, revoked_reason: 'grant_revoked' });
});
