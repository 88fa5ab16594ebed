-- The service whose recipe an application was created from, and where that service is.
create table client_services (
  client_id text primary key references clients on delete cascade,
  slug text not null,
  address text
);
