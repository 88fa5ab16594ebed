-- How a client proves itself, which grants it uses and how long its tokens live, each on its own.
alter table clients
  add column grant_types text[] not null default '{authorization_code,refresh_token}',
  add column token_endpoint_auth_signing_alg text,
  add column jwks jsonb,
  add column jwks_uri text,
  add column client_assertion_audience text not null default 'issuer',
  add column cors_origins text[] not null default '{}',
  add column subject_type text not null default 'public',
  add column sector_identifier_uri text,
  add column access_token_ttl_seconds integer,
  add column id_token_ttl_seconds integer not null default 3600,
  add column refresh_token_rotation boolean not null default true,
  add column refresh_token_ttl_seconds integer not null default 7776000,
  add column refresh_token_idle_ttl_seconds integer not null default 2592000;
update clients set grant_types = '{client_credentials}' where app_type = 'machine_to_machine';

-- One-time JWTs (client assertions, proofs) that have been seen. A row stays as long as its JWT could be presented.
create table used_jwt_ids (
  id_hash bytea primary key,
  expires_at timestamptz not null
);
create index used_jwt_ids_expired on used_jwt_ids (expires_at);
