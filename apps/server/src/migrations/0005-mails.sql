-- Mails on their way to people. What a mail says is gone from here as soon as it is sent or given up.
create table mails (
  mail_id text primary key,
  kind text not null,
  user_id text not null,
  recipient text not null,
  subject text,
  body_text text,
  body_html text,
  state text not null default 'pending',
  attempts integer not null default 0,
  last_status integer,
  last_failure text,
  created_at timestamptz not null,
  last_attempt_at timestamptz,
  -- While a try is under way, the time from which on another instance may take it over.
  next_attempt_at timestamptz
);
create index mails_due on mails (next_attempt_at) where state = 'pending';
create index mails_of_recipient on mails (lower(recipient), created_at);
create index mails_oldest on mails (created_at);
