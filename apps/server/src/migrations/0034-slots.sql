-- Short-lived artefacts stand in slots of a ring by when they end: what has ended goes by emptying a slot, however much it is.
-- Slot -1 takes what lives longer than the ring reaches, and what was there before. Rows refer to nothing by foreign key: whoever
-- reads one asks for its family, grant and client too, and one without them opens nothing.
alter table authorization_codes rename to authorization_codes_before;
alter table access_tokens rename to access_tokens_before;
alter table client_credentials_tokens rename to client_credentials_tokens_before;
alter table interactions rename to interactions_before;
alter table pushed_authorization_requests rename to pushed_authorization_requests_before;

create table authorization_codes (slot smallint not null, id_hash bytea not null, family_id text not null, payload jsonb not null, expires_at timestamptz not null, consumed_at timestamptz, primary key (slot, id_hash)) partition by list (slot);
create table access_tokens (slot smallint not null, id_hash bytea not null, family_id text not null, payload jsonb not null, expires_at timestamptz not null, primary key (slot, id_hash)) partition by list (slot);
create table client_credentials_tokens (slot smallint not null, id_hash bytea not null, client_id text not null, payload jsonb not null, expires_at timestamptz not null, primary key (slot, id_hash)) partition by list (slot);
create table interactions (slot smallint not null, id_hash bytea not null, payload bytea not null, expires_at timestamptz not null, primary key (slot, id_hash)) partition by list (slot);
create table pushed_authorization_requests (slot smallint not null, id_hash bytea not null, payload bytea not null, expires_at timestamptz not null, consumed_at timestamptz, primary key (slot, id_hash)) partition by list (slot);

do $$ declare ring record; begin for ring in select * from (values ('authorization_codes', 4), ('access_tokens', 16), ('client_credentials_tokens', 16), ('interactions', 4), ('pushed_authorization_requests', 4)) as r (name, slots) loop for slot in -1 .. ring.slots - 1 loop execute format('create table %I partition of %I for values in (%s)', ring.name || case when slot = -1 then '_long' else '_' || slot end, ring.name, slot); end loop; end loop; end $$;

insert into authorization_codes select -1, id_hash, family_id, payload, expires_at, consumed_at from authorization_codes_before where expires_at > now();
insert into access_tokens select -1, id_hash, family_id, payload, expires_at from access_tokens_before where expires_at > now();
insert into client_credentials_tokens select -1, id_hash, client_id, payload, expires_at from client_credentials_tokens_before where expires_at > now();
insert into interactions select -1, id_hash, payload, expires_at from interactions_before where expires_at > now();
insert into pushed_authorization_requests select -1, id_hash, payload, expires_at, consumed_at from pushed_authorization_requests_before where expires_at > now();

drop table authorization_codes_before;
drop table access_tokens_before;
drop table client_credentials_tokens_before;
drop table interactions_before;
drop table pushed_authorization_requests_before;

-- What discovery says follows from this too (see 0033).
create trigger registration_policy_changed after insert or update or delete on registration_policy for each row execute function note_configuration_change();
create trigger authorization_details_types_changed after insert or update or delete on authorization_details_types for each row execute function note_configuration_change();
