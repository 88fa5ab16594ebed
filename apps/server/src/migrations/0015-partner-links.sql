-- Links that show a partner an application's configuration without an account. The token itself is stored nowhere.
create table partner_links (
  partner_link_id text primary key,
  client_id text not null references clients on delete cascade,
  name text not null,
  token_hash bytea not null unique,
  parts text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_opened_at timestamptz
);
create index partner_links_of_client on partner_links (client_id, created_at desc, partner_link_id desc);
