-- Who stands behind a client, as people see it (RFC 7591 §2).
alter table clients add column publisher_name text not null default '';
alter table clients add column publisher_verified boolean not null default false;
alter table clients add column client_uri text;
alter table clients add column tos_uri text;
alter table clients add column policy_uri text;
alter table clients add column contacts text[] not null default '{}';

-- Why its developer asks for a scope, by language.
alter table clients add column scope_reasons jsonb not null default '{}';
alter table clients add column resource_scope_reasons jsonb not null default '{}';

-- Digests of the logos, which also name them in their addresses.
alter table clients add column logo_hash text;
alter table clients add column logo_dark_hash text;

create table client_logos (
  client_id text not null references clients on delete cascade,
  theme text not null,
  logo_hash text not null,
  media_type text not null,
  content bytea not null,
  updated_at timestamptz not null,
  primary key (client_id, theme)
);
create index client_logos_by_hash on client_logos (logo_hash);
