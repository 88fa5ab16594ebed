import type { Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { slotOfEnd, withSlot, type MarkedTable } from './slots.ts';

/** What the engine’s model of an artefact is to us (`lib/models/base_model.js`). */
interface Artefact {
  readonly remainingTTL?: number;
  readonly resourceServer?: { accessTokenFormat?: string | undefined } | undefined;
  generateTokenId: () => string;
}

/** Makes identifiers say in which slot of their ring they stand. A JWT stands nowhere. */
export function installSlottedIdentifiers(provider: Provider, context: Context): void {
  slotted(context, 'authorization_codes', provider.AuthorizationCode.prototype);
  slotted(context, 'access_tokens', provider.AccessToken.prototype);
  slotted(context, 'client_credentials_tokens', provider.ClientCredentials.prototype);
  // Its lifetime is the engine’s own; the row outlives it within one span (see pushed-request-adapter.ts).
  slotted(context, 'pushed_authorization_requests', provider.PushedAuthorizationRequest.prototype);
}

function slotted({ clock }: Context, table: MarkedTable, prototype: object): void {
  const artefact = prototype as Artefact;
  const { generateTokenId } = artefact;
  artefact.generateTokenId = function generateWithSlot(this: Artefact) {
    const id = generateTokenId.call(this);
    if (this.resourceServer?.accessTokenFormat === 'jwt') return id;
    const now = clock.now();
    const end = new Date(now.getTime() + (this.remainingTTL ?? 0) * 1000);
    return withSlot(table, id, slotOfEnd(table, end, now));
  };
}
