import type { PartnerLinkPart } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { selectLivePartnerLink, updatePartnerLinkOpened, type PartnerLinkRow } from './partner-link-store.ts';

export interface OpenedPartnerLink {
  client_id: string;
  parts: readonly PartnerLinkPart[];
}

/** A row is written once a minute at most, however often the page is loaded. */
const OPENED_PRECISION_MS = 60_000;

/** What the link with this token shows, or `null`: there never was one, it was revoked, or it has expired. */
export async function openPartnerLink(ctx: Context, token: string): Promise<OpenedPartnerLink | null> {
  const link = await selectLivePartnerLink(ctx, hashToken(token));
  if (link === null) return null;
  if (isDue(ctx, link)) await updatePartnerLinkOpened(ctx, link.partner_link_id);
  return { client_id: link.client_id, parts: link.parts };
}

function isDue(ctx: Context, { last_opened_at }: PartnerLinkRow): boolean {
  return last_opened_at === null || ctx.clock.now().getTime() - last_opened_at.getTime() >= OPENED_PRECISION_MS;
}
