import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { getClient } from '../clients/get-client.ts';
import { deletePartnerLink } from './partner-link-store.ts';

/** Revokes a link at once. Problems: `client-not-found`, `partner-link-not-found`. */
export async function revokePartnerLink(ctx: Context, input: { client_id: string; partner_link_id: string }): Promise<undefined> {
  return mutate(ctx, async (tx) => {
    await getClient(tx, input.client_id);
    const link = await deletePartnerLink(tx, input);
    if (link === null)
      throw new Problem('partner-link-not-found', `The client has no partner link with the id “${input.partner_link_id}”.`);
    const { partner_link_id, client_id, name } = link;
    return { result: undefined, audit: { action: 'partner_link.revoked', client_id, details: { partner_link_id, name } } };
  });
}
