-- Where a client comes from; a client that registered itself is in quarantine until somebody vouches for it.
alter table clients
  add column origin text not null default 'operator',
  add column quarantined boolean not null default false,
  add column registered_metadata jsonb,
  add column last_used_at timestamptz;
create index clients_self_registered on clients (created_at) where origin <> 'operator';

-- What the user saw of a self-registered client at consent (digest of name, links and redirect URIs).
alter table grants add column approved_client text;

-- The policy: whether and how clients register themselves. One row for each setting that differs from its default.
create table registration_policy (
  name text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

-- How a client of RFC 7591 manages itself (RFC 7592), and who vouched for it.
create table client_registrations (
  client_id text primary key references clients on delete cascade,
  access_token_hash bytea not null unique,
  initial_access_token_id text,
  software_statement_issuer text,
  created_at timestamptz not null
);

create table initial_access_tokens (
  initial_access_token_id text primary key,
  name text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz,
  max_uses integer,
  uses integer not null default 0,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index initial_access_tokens_newest on initial_access_tokens (created_at desc, initial_access_token_id desc);

-- Registrations and metadata documents that were refused, and why, for the operator.
create table registration_refusals (
  registration_refusal_id text primary key,
  at timestamptz not null,
  kind text not null,
  client_id text,
  reason text not null,
  detail text not null,
  ip text
);
create index registration_refusals_newest on registration_refusals (at desc, registration_refusal_id desc);

-- Fetched client ID metadata documents; a document that failed is not fetched again before `retry_at`.
create table metadata_documents (
  client_id text primary key,
  document_hash bytea,
  fetched_at timestamptz,
  expires_at timestamptz,
  failure_reason text,
  failure_detail text,
  retry_at timestamptz
);
