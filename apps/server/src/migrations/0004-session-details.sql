-- What a person sees of their sessions on the account pages: from where, since when, and when last.
alter table sessions add column user_agent text;
alter table sessions add column ip text;
-- Since when this user is signed in. Instances of an earlier release don't write it.
alter table sessions add column created_at timestamptz not null default now();
alter table sessions add column last_used_at timestamptz;
update sessions set created_at = to_timestamp((payload ->> 'loginTs')::bigint) where payload ->> 'loginTs' is not null;
