import { Provider, type Client } from 'oidc-provider';
import type { Context } from '../context.ts';
import type { PartialAdapter } from './partial-adapter.ts';
import { effectiveGrant } from './effective-grant.ts';
import { exchangedGrantView, readExchangedGrantId } from './exchanged-grant.ts';
import { lookUpGrant } from './look-up.ts';
import { tokenSource } from './token-source.ts';

/** Grants as the engine sees them at every issuance: what the user allowed, cut by the client's ceiling of this moment. */
export function grantAdapter(ctx: Context): PartialAdapter {
  return {
    async find(id) {
      const exchanged = readExchangedGrantId(id);
      const row = await lookUpGrant(ctx, exchanged?.grant_id ?? id);
      if (row === null) return undefined;
      const owner = await findEngineClient(row.client_id);
      if (owner === undefined) return undefined;
      const order = tokenSource()?.scopes ?? [];
      if (exchanged === null) return effectiveGrant(row, owner, order);
      const client = await findEngineClient(exchanged.client_id);
      return client === undefined ? undefined : exchangedGrantView(row, { owner, client }, order);
    },
    // Token revocation ends a family, never the grant: that is the user's, and ends in `features/grants/revoke-grant.ts`.
    async destroy() {},
  };
}

async function findEngineClient(clientId: string): Promise<Client | undefined> {
  const { oidc } = Provider.ctx ?? {};
  if (oidc === undefined) return undefined;
  return oidc.client?.clientId === clientId ? oidc.client : oidc.provider.Client.find(clientId);
}
