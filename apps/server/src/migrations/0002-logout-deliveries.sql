-- Where a client wants to hear of sessions that end (OIDC Back-Channel Logout §2.2).
alter table clients add column backchannel_logout_uri text;
alter table clients add column backchannel_logout_session_required boolean not null default true;

-- What has to be told to a client, until it has confirmed it; afterwards a log. Members of the client stand as they were when the session
-- ended: it is told also when it was deleted.
create table logout_deliveries (
  logout_delivery_id text primary key,
  client_id text not null,
  user_id text not null,
  sid text not null,
  backchannel_logout_uri text not null,
  backchannel_logout_session_required boolean not null,
  id_token_signed_response_alg text not null,
  state text not null default 'pending',
  attempts integer not null default 0,
  last_status integer,
  last_failure text,
  created_at timestamptz not null,
  last_attempt_at timestamptz,
  -- While a try is under way, the time from which on another instance may take it over.
  next_attempt_at timestamptz
);
create index logout_deliveries_due on logout_deliveries (next_attempt_at) where state = 'pending';
create index logout_deliveries_newest on logout_deliveries (created_at desc, logout_delivery_id desc);
create index logout_deliveries_of_client on logout_deliveries (client_id, created_at desc, logout_delivery_id desc);
