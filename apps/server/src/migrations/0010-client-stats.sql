-- What the catalogue shows and sorts by, kept with each grant and sign-in so that no list has to count. Every client has a row; those that an
-- instance of an earlier release makes get theirs from a job.
create table client_stats (
  client_id text primary key references clients on delete cascade,
  user_count integer not null default 0,
  last_sign_in_at timestamptz
);
insert into client_stats (client_id, user_count, last_sign_in_at)
  select c.client_id, count(g.grant_id) filter (where g.revoked_at is null), max(g.last_used_at)
  from clients c left join grants g on g.client_id = c.client_id group by c.client_id;
create index client_stats_by_users on client_stats (user_count, client_id);
create index client_stats_by_last_sign_in on client_stats (coalesce(last_sign_in_at, to_timestamp(0)), client_id);
create index clients_by_name on clients (party, lower(name), client_id);

-- What was done to a client: by operators and programs, not what its users decided.
create index audit_events_history on audit_events (client_id, at desc, audit_event_id desc)
  where client_id is not null and (action like 'client.%' or action = 'grant.revoked_all'
    or (action = 'grant.revoked' and actor_type <> 'system' and actor_id is distinct from user_id and not jsonb_exists(details, 'reason')));
