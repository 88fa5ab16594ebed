-- A test of a client's connection, for as long as an operator looks at it. Everything that it learns is encrypted.
create table connection_tests (
  connection_test_id text primary key,
  client_id text not null references clients on delete cascade,
  -- The operator who started it; nobody else reads it or can bring an answer to it.
  user_id text not null references users on delete cascade,
  state_hash bytea not null unique,
  sealed_request bytea not null,
  -- The grant as it was before the test's consent.
  sealed_grant_before bytea,
  sealed_steps bytea,
  started_at timestamptz not null,
  answered_at timestamptz,
  expires_at timestamptz not null
);
create index connection_tests_expired on connection_tests (expires_at);
