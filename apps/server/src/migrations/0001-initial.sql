-- People, and what they may do.
create table users (
  user_id text primary key,
  username text not null,
  username_key text not null unique,
  email text,
  email_key text unique,
  email_verified boolean not null default false,
  claims jsonb not null default '{}',
  groups text[] not null default '{}',
  operator boolean not null default false,
  password_hash text,
  -- Digest of the weaker hash that was declared and that a sign-in has replaced: declaring it again changes nothing.
  rehashed_from bytea,
  disabled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index users_newest on users (created_at desc, user_id desc);

-- Applications (RFC 6749 §2, RFC 7591 §2).
create table clients (
  client_id text primary key,
  name text not null,
  description text not null default '',
  app_type text not null,
  party text not null,
  redirect_uris text[] not null default '{}',
  post_logout_redirect_uris text[] not null default '{}',
  token_endpoint_auth_method text not null,
  pkce text not null,
  scopes text[] not null default '{}',
  resource_scopes jsonb not null default '{}',
  management_scopes text[] not null default '{}',
  id_token_signed_response_alg text not null,
  id_token_scope_claims boolean not null default false,
  access_token_format text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index clients_newest on clients (party, created_at desc, client_id desc);

create table client_secrets (
  secret_id text primary key,
  client_id text not null references clients on delete cascade,
  name text not null,
  secret_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz
);
create index client_secrets_of_client on client_secrets (client_id);

-- APIs that tokens are issued for (RFC 8707).
create table resource_servers (
  resource text primary key,
  name text not null,
  scopes jsonb not null default '[]',
  access_token_format text not null,
  access_token_ttl_seconds integer not null,
  access_token_signing_alg text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- What a user has allowed a client; one live grant for each pair.
create table grants (
  grant_id text primary key,
  user_id text not null references users on delete cascade,
  client_id text not null,
  scopes jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  revoked_at timestamptz
);
create unique index grants_live on grants (user_id, client_id) where revoked_at is null;
create index grants_of_client on grants (client_id, created_at desc, grant_id desc);
create index grants_newest on grants (created_at desc, grant_id desc);

-- All tokens that came from one authorization: the unit of reuse detection (RFC 9700 §4.14) and of the absolute lifetime.
create table token_families (
  family_id text primary key,
  grant_id text not null references grants on delete cascade,
  session_uid text,
  expires_with_session boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text
);
create index token_families_of_grant on token_families (grant_id) where revoked_at is null;
create index token_families_of_session on token_families (session_uid) where session_uid is not null and revoked_at is null;
create index token_families_expired on token_families (expires_at);

create table authorization_codes (
  id_hash bytea primary key,
  family_id text not null references token_families on delete cascade,
  payload jsonb not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
create index authorization_codes_expired on authorization_codes (expires_at);

create table refresh_tokens (
  id_hash bytea primary key,
  family_id text not null references token_families on delete cascade,
  payload jsonb not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
create index refresh_tokens_of_family on refresh_tokens (family_id);
create index refresh_tokens_expired on refresh_tokens (expires_at);

create table access_tokens (
  id_hash bytea primary key,
  family_id text not null references token_families on delete cascade,
  payload jsonb not null,
  expires_at timestamptz not null
);
create index access_tokens_of_family on access_tokens (family_id);
create index access_tokens_expired on access_tokens (expires_at);

-- Short-lived things of the protocol that belong to no grant.
create table client_credentials_tokens (
  id_hash bytea primary key,
  client_id text not null references clients on delete cascade,
  payload jsonb not null,
  expires_at timestamptz not null
);
create index client_credentials_tokens_of_client on client_credentials_tokens (client_id);
create index client_credentials_tokens_expired on client_credentials_tokens (expires_at);

create table interactions (
  id_hash bytea primary key,
  payload bytea not null,
  expires_at timestamptz not null
);
create index interactions_expired on interactions (expires_at);

create table sessions (
  session_uid text primary key,
  id_hash bytea not null unique,
  user_id text references users on delete cascade,
  payload jsonb not null,
  expires_at timestamptz not null
);
create index sessions_of_user on sessions (user_id) where user_id is not null;
create index sessions_expired on sessions (expires_at);

-- Keys that sign tokens; the private part is encrypted.
create table signing_keys (
  kid text primary key,
  kty text not null,
  public_jwk jsonb not null,
  sealed_private_jwk bytea not null,
  created_at timestamptz not null,
  activates_at timestamptz not null,
  retires_at timestamptz
);

create table settings (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

create table console_sessions (
  id_hash bytea primary key,
  user_id text references users on delete cascade,
  sealed_payload bytea not null,
  expires_at timestamptz not null
);
create index console_sessions_expired on console_sessions (expires_at);

-- The one-time link that makes the first operator.
create table setup_links (
  token_hash bytea primary key,
  created_at timestamptz not null,
  consumed_at timestamptz
);

create table audit_events (
  audit_event_id text primary key,
  at timestamptz not null,
  action text not null,
  actor_type text not null,
  actor_id text,
  client_id text,
  user_id text,
  ip text,
  details jsonb not null default '{}'
);
create index audit_events_newest on audit_events (at desc, audit_event_id desc);
create index audit_events_of_client on audit_events (client_id, at desc) where client_id is not null;
create index audit_events_of_user on audit_events (user_id, at desc) where user_id is not null;

-- Shape given by rate-limiter-flexible.
create table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
