-- What operators configure is kept by every process; each is told when it changes. Last uses are no configuration.
create table configuration_changes (
  change_id bigint generated always as identity primary key,
  row_key text not null,
  changed_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default clock_timestamp() + interval '1 hour'
);
create index configuration_changes_newest on configuration_changes (changed_at);
create index configuration_changes_expired on configuration_changes (expires_at);

-- Its argument is the column that identifies a row for whoever keeps it; without one, whatever changes in the table concerns all of it.
create function note_configuration_change() returns trigger language plpgsql as $$
declare key text := tg_table_name || ' ' || case when tg_nargs = 0 then '' else to_jsonb(coalesce(new, old)) ->> tg_argv[0] end; id bigint; begin insert into configuration_changes (row_key) values (key) returning change_id into id; perform pg_notify('configuration_changes', id || ' ' || key); return null; end $$;

create trigger clients_noted after insert or delete on clients for each row execute function note_configuration_change('client_id');
create trigger clients_changed after update on clients for each row
  when ((to_jsonb(old) - 'last_used_at') is distinct from (to_jsonb(new) - 'last_used_at')) execute function note_configuration_change('client_id');
create trigger client_secrets_noted after insert or delete on client_secrets for each row execute function note_configuration_change('client_id');
create trigger client_secrets_changed after update on client_secrets for each row
  when ((to_jsonb(old) - 'last_used_at') is distinct from (to_jsonb(new) - 'last_used_at')) execute function note_configuration_change('client_id');
create trigger resource_servers_changed after insert or update or delete on resource_servers for each row execute function note_configuration_change('resource');
create trigger settings_changed after insert or update or delete on settings for each row execute function note_configuration_change();
create trigger page_texts_changed after insert or update or delete on page_texts for each row execute function note_configuration_change();
