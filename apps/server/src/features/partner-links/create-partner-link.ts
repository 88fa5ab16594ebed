import { PARTNER_LINK_PARTS, type CreatePartnerLink, type PartnerLink } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { parseTimestamp } from '../../platform/clock.ts';
import { hashToken } from '../../platform/keyring.ts';
import { invalidMember } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { getClient } from '../clients/get-client.ts';
import { insertPartnerLink, presentPartnerLink, type PartnerLinkRow } from './partner-link-store.ts';

/** Creates a link; its token stands in the answer alone. Problems: `client-not-found`. */
export async function createPartnerLink(
  ctx: Context,
  input: CreatePartnerLink & { client_id: string },
): Promise<{ partner_link: PartnerLink; url: string }> {
  const expiresAt = typeof input.expires_at === 'string' ? parseTimestamp(input.expires_at) : null;
  if (expiresAt !== null && expiresAt <= ctx.clock.now()) throw invalidMember('/expires_at', 'must be in the future');
  const token = ctx.random.secret();
  return mutate(ctx, async (tx) => {
    await getClient(tx, input.client_id);
    const link: PartnerLinkRow = {
      partner_link_id: tx.random.id(),
      client_id: input.client_id,
      name: input.name,
      parts: PARTNER_LINK_PARTS.filter((part) => input.parts?.includes(part) ?? true),
      created_at: tx.clock.now(),
      expires_at: expiresAt,
      last_opened_at: null,
    };
    await insertPartnerLink(tx, { ...link, token_hash: hashToken(token) });
    const { partner_link_id, client_id, name, parts } = link;
    return {
      result: { partner_link: presentPartnerLink(link), url: `${tx.issuer}/partner/${token}` },
      audit: {
        action: 'partner_link.created',
        client_id,
        details: { partner_link_id, name, parts, expires_at: expiresAt?.toISOString() ?? null },
      },
    };
  });
}
