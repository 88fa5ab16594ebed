-- How a client asks and is answered beyond the plain code flow, and what binds its tokens to it.
alter table clients add column security_profile text not null default 'standard';
-- RFC 9126 §6.
alter table clients add column require_pushed_authorization_requests boolean not null default false;
-- RFC 9101 §10.5.
alter table clients add column require_signed_request_object boolean not null default false;
alter table clients add column request_object_signing_alg text;
-- Empty: all.
alter table clients add column response_modes text[] not null default '{}';
-- JARM §3.
alter table clients add column authorization_signed_response_alg text not null default 'RS256';
alter table clients add column authorization_encrypted_response_alg text;
alter table clients add column authorization_encrypted_response_enc text;
-- OIDC Registration §2.
alter table clients add column id_token_encrypted_response_alg text;
alter table clients add column id_token_encrypted_response_enc text;
alter table clients add column userinfo_signed_response_alg text;
alter table clients add column userinfo_encrypted_response_alg text;
alter table clients add column userinfo_encrypted_response_enc text;
alter table clients add column initiate_login_uri text;
-- RFC 9449 §5.2.
alter table clients add column dpop_bound_access_tokens boolean not null default false;
-- RFC 8705 §2.1.2, §3.4.
alter table clients add column tls_client_certificate_bound_access_tokens boolean not null default false;
alter table clients add column tls_client_auth_subject_dn text;
alter table clients add column tls_client_auth_san_dns text;
alter table clients add column tls_client_auth_san_uri text;
alter table clients add column tls_client_auth_san_ip text;
alter table clients add column tls_client_auth_san_email text;

-- Pushed authorization requests (RFC 9126 §2.2); encrypted, because they hold whatever the client sent. A row is kept for as long as a
-- person may still be answering the request, so that it is used up once.
create table pushed_authorization_requests (
  id_hash bytea primary key,
  payload bytea not null,
  expires_at timestamptz not null,
  consumed_at timestamptz
);
create index pushed_authorization_requests_expired on pushed_authorization_requests (expires_at);

-- Identifiers of JWTs that may be presented once: DPoP proofs, client assertions, request objects.
create table if not exists used_jwt_ids (
  id_hash bytea primary key,
  expires_at timestamptz not null
);
create index if not exists used_jwt_ids_expired on used_jwt_ids (expires_at);
