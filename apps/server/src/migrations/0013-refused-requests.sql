-- Protocol requests that were refused, with what mends each, for seven days. Values that open something were replaced before they came here.
create table refused_requests (
  reference text primary key,
  at timestamptz not null,
  endpoint text not null,
  method text not null,
  ip text,
  -- As claimed; no reference, because it may be unknown.
  client_id text,
  client_known boolean not null,
  error text not null,
  error_description text not null,
  error_detail text,
  mistake text not null,
  came text not null,
  expected text not null,
  mend text not null,
  -- What to add to the client, if adding something may mend it.
  fix jsonb,
  parameters jsonb not null
);
create index refused_requests_newest on refused_requests (at desc, reference desc);
create index refused_requests_of_client on refused_requests (client_id, at desc, reference desc);
