import pg from 'pg';

export const FILLED = { clients: 10_000, users: 20_000, grants: 200_000, audit_events: 60_000 };
/** Half of the users have allowed it, and each consent stands in the audit log. */
export const POPULAR_CLIENT = 'filled-1';

/** What each of the grants holds. */
const SCOPES = JSON.stringify([
  { resource: null, scope: 'openid', text_version: 'v1', locale: 'en', granted_at: '2026-01-01T00:00:00.000Z' },
]);

/** Clients of all types, a few of them very popular, with the grants and consents of many users. */
const STATEMENTS = [
  `insert into users (user_id, username, username_key, created_at, updated_at)
     select 'filled-' || n, 'person' || n, 'person' || n, now(), now() from generate_series(1, ${FILLED.users}) n`,
  `insert into clients (client_id, name, description, app_type, party, redirect_uris, token_endpoint_auth_method, pkce, scopes,
       id_token_signed_response_alg, access_token_format, publisher_name, disabled_at, created_at, updated_at)
     select 'filled-' || n, 'App ' || (n * 7919) % ${FILLED.clients}, 'What this application does for people, in a sentence.',
       (array['traditional_web', 'single_page', 'native'])[1 + n % 3], case when n % 20 = 0 then 'first_party' else 'third_party' end,
       array['https://app-' || n || '.example.com/callback'], 'none', 'required', array['openid', 'profile', 'email'], 'RS256', 'opaque',
       'Publisher ' || n % 500, case when n % 50 = 0 then now() end, now() - n * interval '1 minute', now()
     from generate_series(1, ${FILLED.clients}) n`,
  `insert into grants (grant_id, user_id, client_id, scopes, created_at, updated_at)
     select 'popular-' || n, 'filled-' || n, '${POPULAR_CLIENT}', '${SCOPES}', now(), now()
     from generate_series(1, ${FILLED.users / 2}) n`,
  `insert into grants (grant_id, user_id, client_id, scopes, created_at, updated_at)
     select 'filled-' || n, 'filled-' || 1 + n % ${FILLED.users}, 'filled-' || 2 + (n * 13 + n / ${FILLED.users}) % ${FILLED.clients - 1},
       '${SCOPES}', now(), now()
     from generate_series(1, ${FILLED.grants - FILLED.users / 2}) n on conflict do nothing`,
  `insert into audit_events (audit_event_id, at, action, actor_type, actor_id, client_id, user_id)
     select 'filled-' || n, now() - n * interval '1 second', 'grant.created', 'user', 'filled-' || 1 + n % ${FILLED.users}, '${POPULAR_CLIENT}',
       'filled-' || 1 + n % ${FILLED.users} from generate_series(1, ${FILLED.audit_events}) n`,
  `insert into client_stats (client_id, user_count, last_sign_in_at)
     select c.client_id, count(g.grant_id), case when random() < 0.8 then now() - random() * interval '90 days' end
     from clients c left join grants g on g.client_id = c.client_id where c.client_id like 'filled-%' group by c.client_id`,
  'analyze',
];

/** Fills a database whose schema is there, in a few seconds. */
export async function fillCatalogue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const statement of STATEMENTS) await client.query(statement);
  } finally {
    await client.end();
  }
}
