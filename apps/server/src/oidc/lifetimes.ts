import type { Client, Configuration, ResourceServer } from 'oidc-provider';
import type { Context } from '../context.ts';
import { clientPolicy } from './client-metadata.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Lifetimes in seconds of what no client has a say in. */
export const LIFETIMES = {
  /** RFC 9700 §4.14: short, because a JWT cannot be taken back. What a client or a resource server says goes before. */
  access_token: 10 * MINUTE,
  authorization_code: MINUTE,
  /** RFC 8628 §3.2, in seconds, and how often a device may ask meanwhile. */
  device_code: 10 * MINUTE,
  device_poll_interval: 5,
  /** How long a person may stand on a sign-in or consent page. */
  interaction: 30 * MINUTE,
  session: 14 * DAY,
  /** The engine’s view of a grant; ours says itself when it ends (see grant-adapter.ts). Without an end, the engine takes one from an instance whose clock is ahead for invalid. */
  grant_view: 100 * 365 * DAY,
  /** How long a refresh token that was used up is answered once more (see refresh-overlap.ts). */
  refresh_overlap: 30,
} as const;

/** How long each artefact lives; where its client has a say, as the client is set up at this moment. */
export function tokenLifetimes(context: Context): NonNullable<Configuration['ttl']> {
  return {
    AccessToken: (_ctx, token, client) => accessTokenTtl(token, client),
    AuthorizationCode: LIFETIMES.authorization_code,
    DeviceCode: LIFETIMES.device_code,
    ClientCredentials: (_ctx, token, client) => accessTokenTtl(token, client),
    Grant: LIFETIMES.grant_view,
    IdToken: (_ctx, _token, client) => clientPolicy(client).ttl_seconds.id_token,
    Interaction: LIFETIMES.interaction,
    RefreshToken: (_ctx, token, client) => refreshTokenTtl(client, { family_issued_at: token.iiat, now: epochSeconds(context) }),
    Session: LIFETIMES.session,
  };
}

/** Remaining lifetime of a refresh token; however often it is used, its family ends (RFC 9700 §4.14.2). */
export function refreshTokenTtl(client: Client, { family_issued_at, now }: { family_issued_at: number | undefined; now: number }): number {
  const { refresh_token, refresh_token_idle } = clientPolicy(client).ttl_seconds;
  const absolute = (family_issued_at ?? now) + refresh_token - now;
  return Math.max(1, Math.min(refresh_token_idle, absolute));
}

/** In seconds, how long what is issued from a code with these scopes lives at most, unless a resource server says more. */
export function longestTtl(client: Client, scopes: readonly string[]): number {
  const { access_token, refresh_token_idle } = clientPolicy(client).ttl_seconds;
  const token = access_token ?? LIFETIMES.access_token;
  return scopes.includes('offline_access') ? Math.max(token, refresh_token_idle) : token;
}

export function epochSeconds({ clock }: Pick<Context, 'clock'>): number {
  return Math.floor(clock.now().getTime() / 1000);
}

/** A resource server’s lifetime has been cut by the client’s own already (see resource-servers.ts). */
function accessTokenTtl({ resourceServer }: { readonly resourceServer?: ResourceServer | undefined }, client: Client): number {
  return resourceServer?.accessTokenTTL ?? clientPolicy(client).ttl_seconds.access_token ?? LIFETIMES.access_token;
}
