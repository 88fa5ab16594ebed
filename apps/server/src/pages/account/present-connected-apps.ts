import type { Context } from '../../context.ts';
import { findClient, type ClientRow } from '../../features/clients/find-client.ts';
import { isOptionalScope } from '../../features/clients/is-optional-scope.ts';
import { NO_BRANDING } from '../../features/clients/no-branding.ts';
import { findThirdPartyGrants, type ThirdPartyGrantRow } from '../../features/grants/find-third-party-grants.ts';
import { findResourceServers, type ResourceServerRow } from '../../features/resource-servers/find-resource-servers.ts';
import type { UserRow } from '../../features/users/find-user.ts';
import { userClaims } from '../../oidc/claims.ts';
import { LIFETIMES } from '../../oidc/lifetimes.ts';
import { presentDetails, textsOfDetails, type DetailTexts } from '../consent/present-details.ts';
import { presentPermissions } from '../consent/present-permissions.ts';
import { clientBrandingView } from '../consent/client-branding-view.ts';
import type { PageContext } from '../layout/page-context.ts';
import type { Locale, Translate } from '../messages/messages.ts';
import type { ConnectedAppView } from './connected-app-view.ts';
import { OFFLINE_ACCESS, scopeOf, type OwnScope } from './own-scope.ts';

interface AppWords {
  issuer: string;
  servers: readonly ResourceServerRow[];
  claims: Record<string, unknown>;
  t: Translate;
  locale: Locale;
  texts: DetailTexts;
}

/** The user’s connected apps, each with all that they allowed it and the values that it can read. */
export async function connectedApps(ctx: Context, { user, page }: { user: UserRow; page: PageContext }): Promise<ConnectedAppView[]> {
  const grants = await findThirdPartyGrants(ctx, user.user_id);
  const servers = await findResourceServers(ctx, [...new Set(grants.flatMap(resourcesOf))]);
  const texts = await textsOfDetails(
    ctx,
    grants.flatMap(({ authorization_details }) => authorization_details),
  );
  const words = { issuer: ctx.issuer, servers, claims: userClaims(user), t: page.t, locale: page.locale, texts };
  return Promise.all(grants.map(async (grant) => present(grant, words, await findClient(ctx, grant.client_id))));
}

function present(grant: ThirdPartyGrantRow, words: AppWords, client: ClientRow | null): ConnectedAppView {
  // What the client lets its users leave out can be taken back alone.
  const isRemovable = (scope: OwnScope): boolean => client !== null && isOptionalScope(client, scope);
  const { permissions, lasting_access } = presentPermissions(grant.scopes, words);
  return {
    grant_id: grant.grant_id,
    name: grant.client_name,
    disabled: grant.client_disabled,
    branding: clientBrandingView(client ?? NO_BRANDING),
    start_url: client === null ? null : startUrl(client, words.issuer),
    permissions: permissions.map((permission) => ({ ...permission, removable: isRemovable(scopeOf(permission)) })),
    details: presentDetails(grant.authorization_details, words.texts, words.locale),
    lasting_access: lasting_access ? (isRemovable(OFFLINE_ACCESS) ? 'removable' : 'fixed') : 'none',
    since: grant.created_at,
    last_used: grant.last_used_at === null ? null : { at: grant.last_used_at, ip: grant.last_used_ip },
    ends: grant.duration === 'session' ? 'session' : grant.expires_at,
    residual_seconds: client?.access_token_ttl_seconds ?? residualSeconds(grant, words.servers),
  };
}

/** OIDC Core §4: the client starts the request itself. Nobody is sent to what is switched off or what nobody vouches for. */
function startUrl({ initiate_login_uri: uri, disabled_at, quarantined }: ClientRow, issuer: string): string | null {
  if (uri === null || disabled_at !== null || quarantined) return null;
  const url = new URL(uri);
  url.searchParams.set('iss', issuer);
  return url.href;
}

/** RFC 9700 §4.14: a JWT cannot be taken back, so that the longest lifetime among the grant’s APIs is what can remain. */
function residualSeconds(grant: ThirdPartyGrantRow, servers: readonly ResourceServerRow[]): number {
  const resources = resourcesOf(grant);
  const ofServers = servers.filter(({ resource }) => resources.includes(resource)).map((server) => server.access_token_ttl_seconds);
  return Math.max(LIFETIMES.access_token, ...ofServers);
}

function resourcesOf(grant: ThirdPartyGrantRow): string[] {
  return [...grant.scopes, ...grant.authorization_details].flatMap(({ resource }) => resource ?? []);
}
