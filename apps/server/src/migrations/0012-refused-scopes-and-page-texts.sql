-- What clients asked for and did not get, counted by day; `resource` is empty for the provider itself and for what nobody knows.
create table refused_scopes (
  client_id text not null references clients on delete cascade,
  resource text not null,
  scope text not null,
  day date not null,
  refused_count integer not null,
  last_refused_at timestamptz not null,
  primary key (client_id, resource, scope, day)
);
create index refused_scopes_old on refused_scopes (day);

-- Texts of the hosted pages that the operator has replaced.
create table page_texts (
  language text not null,
  message_key text not null,
  message text not null,
  updated_at timestamptz not null,
  primary key (language, message_key)
);
