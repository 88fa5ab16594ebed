-- Device authorization (RFC 8628). A code belongs to a family of tokens from the moment that a person has allowed it.
create table device_codes (
  id_hash bytea primary key,
  user_code_hash bytea not null unique,
  family_id text references token_families on delete cascade,
  payload bytea not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  last_polled_at timestamptz
);
create index device_codes_expired on device_codes (expires_at);
create index device_codes_of_family on device_codes (family_id) where family_id is not null;
