-- OIDC Registration §2: how old a sign-in may be where a request does not say, and whether ID tokens always tell when it was.
alter table clients add column default_max_age integer;
alter table clients add column require_auth_time boolean not null default false;
