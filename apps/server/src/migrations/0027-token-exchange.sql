-- Token exchange (RFC 8693): which APIs a client is itself, and which APIs take tokens that come from third parties.
alter table clients add column serves_resources text[] not null default '{}';
alter table resource_servers add column third_party_token_exchange boolean not null default false;
