import type { Context } from '../../context.ts';
import { isOptionalScope } from '../../features/clients/is-optional-scope.ts';
import { consentOffer, type ConsentOffer } from '../../features/grants/consent-offer.ts';
import { countsInSession } from '../../features/grants/find-live-grant.ts';
import type { GrantRow } from '../../features/grants/find-grant.ts';
import { newDetails, type DetailIdentity } from '../../features/grants/new-details.ts';
import type { ScopeIdentity } from '../../features/grants/new-scopes.ts';
import type { AccountUser } from '../../features/users/account-sql.ts';
import { atTheirResources } from '../../oidc/granted-details.ts';
import type { PendingInteraction } from '../../oidc/interactions.ts';

/** Whom a consent is asked of, and what: the same for the page that shows it and for the answer that comes back. */
export interface ConsentRequest {
  interaction: PendingInteraction;
  user: AccountUser;
  /** What the user has allowed the client so far, in this browser session. */
  grant: GrantRow | null;
  offer: ConsentOffer;
  /** What is asked beside scopes, each at its API (RFC 9396). */
  details: DetailIdentity[];
  granted_details: DetailIdentity[];
  /** The client is not what the user allowed earlier: everything is asked anew. */
  client_changed: boolean;
}

export async function consentRequest(ctx: Context, interaction: PendingInteraction, user: AccountUser): Promise<ConsentRequest> {
  const { client, session_uid, missing, held_grant: held } = interaction;
  const live = held !== null && countsInSession(held, session_uid) ? held : null;
  const client_changed = live !== null && client.face !== null && live.approved_client !== client.face;
  const grant = client_changed ? null : live;
  const refused = interaction.asks_again ? (grant?.refused_scopes ?? []).filter((scope) => isRequested(interaction, scope)) : [];
  const offer = consentOffer({ missing, refused, isOptional: (scope) => isOptionalScope(client, scope) });
  const details = await atTheirResources(ctx, interaction.missing_details);
  const all = await atTheirResources(ctx, interaction.details);
  const granted_details = all.filter((one) => newDetails(grant?.authorization_details ?? [], [one]).length === 0);
  return { interaction, user, grant, offer, details, granted_details, client_changed };
}

/** Of what the request asks for, that which the user allowed earlier. */
export function grantedBefore({ interaction, grant }: ConsentRequest): ScopeIdentity[] {
  return (grant?.scopes ?? []).filter((scope) => isRequested(interaction, scope));
}

function isRequested({ scopes, resources }: PendingInteraction, { resource, scope }: ScopeIdentity): boolean {
  return scopes.includes(scope) && (resource === null || resources.includes(resource));
}
