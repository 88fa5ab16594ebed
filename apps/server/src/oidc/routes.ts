/** Paths of the protocol endpoints, below the issuer. */
export const ROUTES = {
  authorization: '/oauth2/authorize',
  pushed_authorization_request: '/oauth2/par',
  device_authorization: '/oauth2/device',
  /** Short, because people type it (RFC 8628 §3.2). */
  code_verification: '/device',
  token: '/oauth2/token',
  userinfo: '/oauth2/userinfo',
  introspection: '/oauth2/introspect',
  revocation: '/oauth2/revoke',
  end_session: '/oauth2/logout',
  registration: '/oauth2/register',
  jwks: '/.well-known/jwks.json',
} as const;

/** What a client reaches with its certificate (RFC 8705 §5), of the routes that take part in authentication or tokens. */
export const CERTIFICATE_ROUTES = [
  'token',
  'revocation',
  'introspection',
  'pushed_authorization_request',
  'device_authorization',
  'userinfo',
] as const;

/** Where public documents are (RFC 8615). */
export const WELL_KNOWN = '/.well-known';

/** Where the engine sends a browser for a person's part. */
export const PAGES = { sign_in: '/sign-in', consent: '/consent' } as const;
