import type { Context } from '../../context.ts';
import type { ScopeIdentity } from '../../features/grants/new-scopes.ts';
import { userClaims } from '../../oidc/claims.ts';
import type { PendingInteraction } from '../../oidc/interactions.ts';
import { ROUTES } from '../../oidc/routes.ts';
import type { PageContext } from '../layout/page-context.ts';
import { clientBrandingView } from './client-branding-view.ts';
import { consentDestination } from './consent-destination.ts';
import { grantedBefore, type ConsentRequest } from './consent-request.ts';
import type { ConsentView, OptionalPermissionView } from './consent-view.ts';
import { optionalScopeField } from './optional-scope-field.ts';
import { presentDetails, textsOfDetails } from './present-details.ts';
import { presentPermissions } from './present-permissions.ts';
import { serversOfScopes } from './servers-of-scopes.ts';

const LASTING: ScopeIdentity = { resource: null, scope: 'offline_access' };

/** Gathers what the consent page shows: what is new, what was allowed before, to whom, as whom, and where the answer goes. */
export async function consentView(
  ctx: Context,
  request: ConsentRequest,
  { page, csrf_token }: { page: PageContext; csrf_token: string },
): Promise<ConsentView> {
  const { interaction, user, offer, grant } = request;
  const { client } = interaction;
  const third = client.party === 'third_party';
  return {
    action: `/consent/${interaction.uid}`,
    csrf_token,
    client: {
      name: client.name,
      description: client.description,
      party: client.party,
      ...consentDestination({ redirect_uri: interaction.redirect_uri, native: client.native }),
      branding: clientBrandingView(client.identity),
      ...originOf(request),
    },
    user: { name: user.claims.name ?? null, username: user.username, email: user.email },
    switch_account_url: switchAccountUrl(interaction),
    ...(await permissionsOf(ctx, request, page)),
    ...(await detailsOf(ctx, request, page)),
    lasting_access_field: optionalScopeField(LASTING),
    has_duration: third,
    current_duration: grant === null || !third ? null : { duration: grant.duration, expires_at: grant.expires_at },
    reconfirm: offer.required.length === 0 && offer.optional.length === 0 && request.details.length === 0,
  };
}

async function detailsOf(
  ctx: Context,
  { details, granted_details }: ConsentRequest,
  { locale }: PageContext,
): Promise<Pick<ConsentView, 'new_details' | 'granted_details'>> {
  const texts = await textsOfDetails(ctx, [...details, ...granted_details]);
  return { new_details: presentDetails(details, texts, locale), granted_details: presentDetails(granted_details, texts, locale) };
}

type Permissions = Pick<ConsentView, 'new_permissions' | 'optional_permissions' | 'granted_permissions' | 'lasting_access'>;

async function permissionsOf(ctx: Context, request: ConsentRequest, page: PageContext): Promise<Permissions> {
  const { required, optional } = request.offer;
  const before = grantedBefore(request);
  const servers = await serversOfScopes(ctx, [...required, ...optional, ...before]);
  const words = { servers, claims: userClaims(request.user), t: page.t, locale: page.locale, reasons: request.interaction.client.identity };
  const asked = presentPermissions(required, words);
  const granted = presentPermissions(before, words);
  return {
    new_permissions: asked.permissions,
    optional_permissions: optional.flatMap((scope) => optionalView(scope, words)),
    granted_permissions: granted.permissions,
    lasting_access: lastingAccess({ asked, chosen: presentPermissions(optional, words), granted }),
  };
}

type Presented = ReturnType<typeof presentPermissions>;

function lastingAccess(lists: { asked: Presented; chosen: Presented; granted: Presented }): ConsentView['lasting_access'] {
  if (lists.asked.lasting_access) return 'new';
  if (lists.chosen.lasting_access) return 'optional';
  return lists.granted.lasting_access ? 'granted' : 'none';
}

function optionalView(scope: ScopeIdentity, words: Parameters<typeof presentPermissions>[1]): OptionalPermissionView[] {
  return presentPermissions([scope], words).permissions.map((permission) => ({ ...permission, field: optionalScopeField(scope) }));
}

function originOf({
  interaction,
  client_changed,
}: ConsentRequest): Pick<ConsentView['client'], 'document_host' | 'self_registered' | 'has_changed'> {
  const { document_host, quarantined } = interaction.client;
  return { document_host, self_registered: quarantined, has_changed: client_changed };
}

/** Begins the same authorization request anew, with another sign-in; what a device has begun cannot be. */
function switchAccountUrl(interaction: PendingInteraction): string | null {
  if (interaction.redirect_uri === null) return null;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(interaction.params)) {
    for (const one of [value].flat()) if (typeof one === 'string') parameters.append(name, one);
  }
  parameters.set('prompt', 'login');
  return `${ROUTES.authorization}?${parameters.toString()}`;
}
