/**
 * What is supported of each standard and how; the files and tests that carry it are checked to exist. `missing` says what is left out, and why.
 */
const OIDC = 'apps/server/src/oidc';

export const STANDARDS = [
  {
    name: 'OpenID Connect Core 1.0',
    url: 'https://openid.net/specs/openid-connect-core-1_0.html',
    support:
      'Authorization code flow; `claims`, `max_age`, `acr_values`, `id_token_hint`, `login_hint`, `ui_locales`, every `prompt`; pairwise subjects; signed and encrypted ID tokens and userinfo.',
    missing:
      'Implicit and hybrid flows: tokens in a URL leak (RFC 9700 §2.1.2). `default_acr_values`: there is one `acr`, and every sign-in has it.',
    files: [`${OIDC}/provider.ts`, `${OIDC}/interaction-policy.ts`, `${OIDC}/claims.ts`],
    tests: [
      'apps/server/src/oidc/authorization-parameters.test.ts',
      'tests/interop/discovery.test.ts',
      'tests/interop-all/describe-relying-party.ts',
    ],
  },
  {
    name: 'OpenID Connect Discovery 1.0, RFC 8414',
    url: 'https://www.rfc-editor.org/rfc/rfc8414',
    support:
      'At both well-known locations; the issuer has no path, so that the path-inserted location of RFC 8414 §3.1 is the plain one. Every advertised value is used by a test.',
    files: [`${OIDC}/discovery-answer.ts`],
    tests: ['tests/interop/discovery.test.ts'],
  },
  {
    name: 'OAuth 2.0 Form Post Response Mode',
    url: 'https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html',
    support: 'For code responses, plain and as JWT; the page sends itself, or by its button without JavaScript.',
    files: [`${OIDC}/hosted-response-modes.ts`, 'apps/server/src/pages/form-post/form-post-page.tsx'],
    tests: ['tests/interop/matrix.test.ts', 'tests/security/form-post.test.ts'],
  },
  {
    name: 'RFC 7636 Proof Key for Code Exchange',
    url: 'https://www.rfc-editor.org/rfc/rfc7636',
    support: 'S256.',
    missing: '`plain`: it protects from nobody who sees the request (RFC 9700 §2.1.1).',
    files: [`${OIDC}/provider.ts`],
    tests: ['tests/security/pkce.test.ts'],
  },
  {
    name: 'RFC 9126 Pushed Authorization Requests',
    url: 'https://www.rfc-editor.org/rfc/rfc9126',
    support:
      'Open to every client, required for those with `require_pushed_authorization_requests`; a `request_uri` lives 60 seconds and is good once.',
    files: [`${OIDC}/pushed-request-adapter.ts`, `${OIDC}/pushed-request-store.ts`],
    tests: ['tests/interop/matrix.test.ts', 'tests/security/pushed-requests.test.ts'],
  },
  {
    name: 'RFC 9101 JWT-Secured Authorization Requests',
    url: 'https://www.rfc-editor.org/rfc/rfc9101',
    support:
      'Signed request objects by value, also pushed; required for clients with `require_signed_request_object`; one with a `jti` is good once.',
    missing:
      '`request_uri` of the client’s own server: the pushing endpoint does the same without a call to an address that somebody else chose. Encrypted request objects: a pushed request is seen by nobody. HMAC: client secrets are stored as hashes.',
    files: [`${OIDC}/request-objects.ts`],
    tests: ['tests/interop/matrix.test.ts', 'tests/security/request-objects.test.ts'],
  },
  {
    name: 'JWT Secured Authorization Response Mode (JARM)',
    url: 'https://openid.net/specs/oauth-v2-jarm-final.html',
    support: '`jwt`, `query.jwt`, `fragment.jwt`, `form_post.jwt`; signed, and encrypted where the client asks.',
    files: [`${OIDC}/protocol-features.ts`, `${OIDC}/hosted-response-modes.ts`],
    tests: ['tests/interop/matrix.test.ts', 'tests/interop/discovery.test.ts'],
  },
  {
    name: 'RFC 9449 Demonstrating Proof of Possession (DPoP)',
    url: 'https://www.rfc-editor.org/rfc/rfc9449',
    support: 'For every client that sends a proof, required with `dpop_bound_access_tokens`; server nonces, `dpop_jkt`, proofs good once.',
    missing: 'At the management API, which takes bearer tokens and refuses bound ones.',
    files: [`${OIDC}/protocol-features.ts`, `${OIDC}/replay-detection.ts`, `${OIDC}/jwt-access-tokens.ts`],
    tests: ['tests/interop/matrix.test.ts', 'tests/security/dpop.test.ts'],
  },
  {
    name: 'RFC 8705 Mutual-TLS Client Authentication and Certificate-Bound Access Tokens',
    url: 'https://www.rfc-editor.org/rfc/rfc8705',
    support:
      '`tls_client_auth`, `self_signed_tls_client_auth`, bound tokens, behind a proxy that hands on certificates as RFC 9440 or nginx, Apache and HAProxy write them; `mtls_endpoint_aliases` where it asks for them at an origin of its own.',
    files: [
      `${OIDC}/mutual-tls.ts`,
      `${OIDC}/certificate-of-header.ts`,
      `${OIDC}/certificate-matches.ts`,
      'apps/server/src/http/proxy-header-guard.ts',
    ],
    tests: ['tests/interop/matrix.test.ts', 'tests/interop/certificate-origin.test.ts', 'tests/security/mutual-tls.test.ts'],
  },
  {
    name: 'RFC 7523 JWT Client Authentication',
    url: 'https://www.rfc-editor.org/rfc/rfc7523',
    support:
      '`private_key_jwt` with `jwks` or `jwks_uri`; `aud` is the issuer alone unless the client is allowed more; an assertion is good once.',
    missing: '`client_secret_jwt`: it would need the secret in clear.',
    files: [`${OIDC}/client-assertions.ts`, `${OIDC}/client-keys.ts`],
    tests: ['tests/interop/matrix.test.ts', 'tests/interop/discovery.test.ts'],
  },
  {
    name: 'RFC 8693 Token Exchange',
    url: 'https://www.rfc-editor.org/rfc/rfc8693',
    support:
      'Access tokens of users for access tokens, by clients that prove themselves and were given the grant by name; `act` with chains, `actor_token`, `resource` or `audience`, `scope`.',
    missing:
      'Other token types: an ID token tells who signed in and opens nothing. `may_act`: who may act is said by the client’s settings. Tokens that a client got for itself: it can ask for another.',
    files: [`${OIDC}/token-exchange.ts`, `${OIDC}/exchange-parties.ts`, `${OIDC}/exchange-target.ts`, `${OIDC}/exchanged-grant.ts`],
    tests: ['tests/interop/token-exchange.test.ts', 'tests/security/token-exchange.test.ts'],
  },
  {
    name: 'RFC 9470 Step Up Authentication Challenge',
    url: 'https://www.rfc-editor.org/rfc/rfc9470',
    support:
      '`acr` and `auth_time` in JWT access tokens and at introspection; `acr_values` and `max_age` with or without `openid`, and necessary where an API is asked for.',
    missing:
      'Challenges of the management API: what it lets operators do needs no fresher sign-in. Without `openid`, both parameters in pushed and signed requests.',
    files: [`${OIDC}/authentication-context.ts`, `${OIDC}/api-step-up.ts`, `${OIDC}/interaction-policy.ts`],
    tests: ['tests/interop/step-up.test.ts'],
  },
  {
    name: 'RFC 9728 Protected Resource Metadata',
    url: 'https://www.rfc-editor.org/rfc/rfc9728',
    support:
      'Of the management API at `/.well-known/oauth-protected-resource/api/v1`, named in its challenges; of every other API the document, its place and the header, to be served there.',
    missing: 'Signed metadata, and the member `protected_resources` of the server: which APIs there are is not for everybody.',
    files: [
      'apps/server/src/features/resource-servers/protected-resource-metadata.ts',
      'apps/server/src/http/protected-resource-routes.ts',
      'apps/server/src/http/problem-response.ts',
    ],
    tests: ['tests/interop/protected-resource.test.ts', 'apps/server/src/features/resource-servers/resource-servers.test.ts'],
  },
  {
    name: 'RFC 9207 Issuer Identification',
    url: 'https://www.rfc-editor.org/rfc/rfc9207',
    support: '`iss` in every response and error, in every response mode.',
    files: [`${OIDC}/provider.ts`],
    tests: ['tests/security/form-post.test.ts'],
  },
  {
    name: 'OpenID Connect RP-Initiated Logout 1.0',
    url: 'https://openid.net/specs/openid-connect-rpinitiated-1_0.html',
    support: 'With and without `id_token_hint`; the person is asked; `post_logout_redirect_uri` must be registered.',
    files: [`${OIDC}/oidc-pages.ts`, 'apps/server/src/pages/sign-out/sign-out-routes.tsx'],
    tests: ['tests/security/open-redirect-and-logout.test.ts', 'tests/interop/openid-client.test.ts'],
  },
  {
    name: 'OpenID Connect Back-Channel Logout 1.0',
    url: 'https://openid.net/specs/openid-connect-backchannel-1_0.html',
    support: 'Logout tokens with `sid`, eight tries within about an hour, each delivery in a log.',
    files: [`${OIDC}/back-channel-logout.ts`, 'apps/server/src/features/logout-deliveries/logout-courier.ts'],
    tests: ['tests/interop/mod-auth-openidc.test.ts', 'apps/server/src/features/logout-deliveries/logout-deliveries.test.ts'],
  },
  {
    name: 'RFC 7662 Token Introspection, RFC 9701 JWT Response',
    url: 'https://www.rfc-editor.org/rfc/rfc9701',
    support:
      'Of opaque tokens and JWTs: a client its own, a first-party one every token; scope and details as they are granted at that moment. By `Accept`, signed and encrypted as the client registered.',
    files: [`${OIDC}/introspection.ts`, `${OIDC}/structured-tokens.ts`],
    tests: ['tests/interop/signed-introspection.test.ts', 'tests/security/token-confusion.test.ts'],
  },
  {
    name: 'RFC 7009 Token Revocation',
    url: 'https://www.rfc-editor.org/rfc/rfc7009',
    support: 'Of access and refresh tokens by the client that has them; with a refresh token goes all that came from the same sign-in.',
    files: [`${OIDC}/revocation-answer.ts`, `${OIDC}/token-adapter.ts`],
    tests: ['tests/security/refresh-and-revocation.test.ts'],
  },
  {
    name: 'RFC 8707 Resource Indicators, RFC 9068 JWT Access Tokens',
    url: 'https://www.rfc-editor.org/rfc/rfc8707',
    support: 'Tokens for one API at a time, opaque or JWT as the API says; scopes of the same name at two APIs never mix.',
    files: [`${OIDC}/resource-servers.ts`, `${OIDC}/jwt-access-tokens.ts`],
    tests: ['tests/security/token-confusion.test.ts', 'tests/storage/grant-everywhere.test.ts'],
  },
  {
    name: 'RFC 9396 Rich Authorization Requests',
    url: 'https://www.rfc-editor.org/rfc/rfc9396',
    support:
      'Types with a JSON Schema and words, declared by an API; said in words on consent; in tokens and at introspection; narrowed at the token endpoint, never widened; taken back one by one.',
    missing: '`locations` says nothing that the resource of the type does not say.',
    files: [`${OIDC}/authorization-details.ts`, `${OIDC}/requested-details.ts`, `${OIDC}/granted-details.ts`],
    tests: [
      'apps/server/src/oidc/authorization-details.test.ts',
      'tests/interop/authorization-details.test.ts',
      'tests/security/authorization-details.test.ts',
    ],
  },
  {
    name: 'RFC 8628 Device Authorization Grant',
    url: 'https://www.rfc-editor.org/rfc/rfc8628',
    support: 'For native applications that are given the grant; a confirmation that names app, code and place; polling rules.',
    files: [`${OIDC}/device-flow.ts`, `${OIDC}/device-code-adapter.ts`],
    tests: ['apps/server/src/oidc/device-flow.test.ts'],
  },
  {
    name: 'RFC 7591 and RFC 7592 Dynamic Client Registration',
    url: 'https://www.rfc-editor.org/rfc/rfc7591',
    support: 'Off, with an initial access token, or open with quarantine; software statements of configured issuers.',
    files: [`${OIDC}/registration-endpoint.ts`, 'apps/server/src/features/registrations/register-client.ts'],
    tests: ['tests/security/dynamic-registration.test.ts', 'tests/interop/mcp.test.ts'],
  },
  {
    name: 'OAuth Client ID Metadata Document',
    url: 'https://datatracker.ietf.org/doc/draft-ietf-oauth-client-id-metadata-document/',
    support:
      'Draft 02, and documents written for 00: off, from allowed hosts, or open with quarantine; asked anew when a document changes.',
    files: ['apps/server/src/features/metadata-documents/metadata-documents.ts'],
    tests: ['tests/security/client-id-metadata.test.ts', 'tests/interop/mcp.test.ts'],
  },
  {
    name: 'Model Context Protocol, Authorization',
    url: 'https://modelcontextprotocol.io/specification',
    support:
      'As the authorization server, by metadata document, dynamic registration or a registered client; a runnable server stands in examples/.',
    files: ['examples/mcp-server'],
    tests: ['tests/interop/mcp.test.ts'],
  },
  {
    name: 'FAPI 2.0 Security Profile and Message Signing',
    url: 'https://openid.net/specs/fapi-security-profile-2_0-final.html',
    support: 'As `security_profile` of a client: members are set and locked, and what is no member is enforced at run time.',
    missing: 'HTTP message signatures, an option of Message Signing.',
    files: ['packages/contract/src/security-profiles.ts', 'apps/server/src/features/clients/security-profile-rules.ts', `${OIDC}/fapi.ts`],
    tests: ['tests/security/security-profiles.test.ts', 'tests/interop/signed-introspection.test.ts'],
  },
];

/** Cells of the matrix flow × authentication × PAR × JAR × JARM × DPoP × response mode that cannot be. All others are tests in `tests/interop/matrix.test.ts`. */
export const IMPOSSIBLE_CELLS = [
  { cells: 'response types other than `code`, with anything', reason: 'not offered: tokens in a URL leak (RFC 9700 §2.1.2)' },
  {
    cells: 'client credentials, with PAR, JAR, JARM or a response mode',
    reason: 'the grant has no authorization request and no response through a browser (RFC 6749 §4.4)',
  },
  { cells: 'client credentials, with `none`', reason: 'a client that proves nothing is nobody (RFC 6749 §4.4.2)' },
  { cells: 'refresh, with PAR, JAR, JARM or a response mode', reason: 'the same; each cell of the code flow ends with a refresh' },
  { cells: 'token introspection, with `none`', reason: 'tokens are told about to clients that prove themselves (RFC 7662 §2.1)' },
  { cells: '`client_secret_jwt`, with anything', reason: 'it needs the secret in clear, and secrets are stored as hashes' },
  { cells: 'DPoP together with a certificate-bound token', reason: 'a token is bound to one thing (RFC 9449 §6, RFC 8705 §3)' },
];

/** Client libraries and programs of others that sign people in against the built product, and the test of each. */
export const CLIENTS = [
  { language: 'JavaScript', names: 'openid-client', test: 'tests/interop/openid-client.test.ts' },
  { language: 'JavaScript', names: 'oauth4webapi', test: 'tests/interop/oauth4webapi.test.ts' },
  { language: 'JavaScript', names: 'passport-openidconnect', test: 'tests/interop/passport-openidconnect.test.ts' },
  { language: 'JavaScript', names: 'express-openid-connect', test: 'tests/interop/express-openid-connect.test.ts' },
  { language: 'JavaScript', names: 'Better Auth', test: 'tests/interop/better-auth.test.ts' },
  { language: 'JavaScript', names: 'oidc-client-ts, in Chromium', test: 'tests/interop/oidc-client-ts.test.ts' },
  { language: 'JavaScript', names: 'the MCP SDK', test: 'tests/interop/mcp.test.ts' },
  { language: 'C', names: 'Apache with mod_auth_openidc', test: 'tests/interop/mod-auth-openidc.test.ts' },
  { language: 'Go', names: 'golang.org/x/oauth2 with go-oidc', test: 'tests/interop-all/go-oidc.test.ts' },
  { language: 'Go', names: 'oauth2-proxy', test: 'tests/interop-all/oauth2-proxy.test.ts' },
  { language: 'Rust', names: 'openidconnect', test: 'tests/interop-all/openidconnect-rust.test.ts' },
  { language: 'Java', names: 'Spring Security, as client and as resource server', test: 'tests/interop-all/spring-security.test.ts' },
  { language: 'Python', names: 'mozilla-django-oidc', test: 'tests/interop-all/mozilla-django-oidc.test.ts' },
  { language: 'Python', names: 'Authlib', test: 'tests/interop-all/authlib.test.ts' },
];
