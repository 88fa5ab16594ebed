-- A disabled client gets nothing. Its reason is for operators.
alter table clients add column disabled_at timestamptz;
alter table clients add column disabled_reason text;
-- When it was enabled again: what was issued before is worth nothing.
alter table clients add column tokens_not_before timestamptz;
