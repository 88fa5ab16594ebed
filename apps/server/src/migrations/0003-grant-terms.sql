-- What a user may leave out of a client's ceiling.
alter table clients add column optional_scopes text[] not null default '{}';
alter table clients add column optional_resource_scopes jsonb not null default '{}';

-- How long a grant lasts, what was left out of it, and when it was last used.
alter table grants add column duration text not null default 'until_revoked';
alter table grants add column expires_at timestamptz;
-- The browser session that the grant ends with.
alter table grants add column session_uid text;
alter table grants add column refused_scopes jsonb not null default '[]';
alter table grants add column last_used_at timestamptz;
alter table grants add column last_used_ip text;
create index grants_expiring on grants (expires_at) where expires_at is not null and revoked_at is null;
create index grants_of_session on grants (session_uid) where session_uid is not null and revoked_at is null;
