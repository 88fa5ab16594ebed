import type { Page, PartnerLink } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { getClient } from '../clients/get-client.ts';
import { selectPartnerLinks } from './partner-link-store.ts';

/** Lists a client’s links, newest first. Problems: `client-not-found`. */
export async function listPartnerLinks(
  ctx: Context,
  query: { client_id: string; limit: number; cursor?: string | undefined },
): Promise<Page<PartnerLink>> {
  await getClient(ctx, query.client_id);
  return selectPartnerLinks(ctx, query);
}
