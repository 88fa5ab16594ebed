-- Types of authorization details that APIs declare (RFC 9396 §2). A type is one API's alone.
create table authorization_details_types (
  type text primary key,
  resource text not null references resource_servers on delete cascade,
  schema jsonb not null,
  texts jsonb not null,
  position integer not null
);
create index authorization_details_types_of_resource on authorization_details_types (resource);

-- The types that a client may ask for (RFC 9396 §10).
alter table clients add column authorization_details_types text[] not null default '{}';

-- What was granted beside scopes.
alter table grants add column authorization_details jsonb not null default '[]';
