-- Introspection answers as JWT (RFC 9701 §6).
alter table clients add column introspection_signed_response_alg text not null default 'RS256';
update clients set introspection_signed_response_alg = 'PS256' where security_profile <> 'standard';
alter table clients add column introspection_encrypted_response_alg text;
alter table clients add column introspection_encrypted_response_enc text;
