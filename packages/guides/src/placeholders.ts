/** Everything that a guide may leave open, with what stands there when nobody has told the value. */
export const PLACEHOLDERS = {
  issuer: 'https://id.example.com',
  discovery: 'https://id.example.com/.well-known/openid-configuration',
  authorization_endpoint: 'https://id.example.com/oauth2/authorize',
  token_endpoint: 'https://id.example.com/oauth2/token',
  userinfo_endpoint: 'https://id.example.com/oauth2/userinfo',
  jwks_uri: 'https://id.example.com/.well-known/jwks.json',
  end_session_endpoint: 'https://id.example.com/oauth2/logout',
  introspection_endpoint: 'https://id.example.com/oauth2/introspect',
  revocation_endpoint: 'https://id.example.com/oauth2/revoke',
  device_authorization_endpoint: 'https://id.example.com/oauth2/device',
  client_id: 'your-client-id',
  client_secret: 'paste-the-client-secret-here',
  client_name: 'Your application',
  redirect_uri: 'https://app.example.com/callback',
  post_logout_redirect_uri: 'https://app.example.com/',
  scopes: 'openid profile email',
  resource: 'https://api.example.com',
  resource_scopes: 'orders:read',
  service: 'https://service.example.com',
  service_host: 'service.example.com',
  app_origin: 'http://localhost:8080',
  app_port: '8080',
  redirect_scheme: 'com.example.app',
} as const;

export type Placeholder = keyof typeof PLACEHOLDERS;

/** Found from the others: the service's host; where the application listens while it is tried out; the scheme of its redirect URI. */
type Derived = 'service_host' | 'app_origin' | 'app_port' | 'redirect_scheme';

/** What an application's guide is filled with; what is absent keeps a clear marker. */
export type GuideValues = { readonly [name in Exclude<Placeholder, Derived>]?: string | undefined };

const PATTERN = /\{\{([a-z_]+)\}\}/g;

export function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(PLACEHOLDERS, name);
}

/** The names in a text, known or not. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PATTERN)].map(([, name = '']) => name);
}

/** One pass: what a value holds is never filled again. */
export function replacePlaceholders(text: string, valueOf: (name: Placeholder) => string): string {
  return text.replace(PATTERN, (whole, name: string) => (isPlaceholder(name) ? valueOf(name) : whole));
}
