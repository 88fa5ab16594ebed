import type { FilledGuide } from '@consentry/contract';
import { fillGuide, guideBySlug } from '@consentry/guides';
import type { Context } from '../../context.ts';
import { getClient } from '../clients/get-client.ts';
import { clientGuideValues } from './client-guide-values.ts';
import { selectClientService } from './client-service-store.ts';
import { guideNotFound } from './guide-not-found.ts';
import { presentGuide } from './present-guide.ts';

interface GetClientGuide {
  client_id: string;
  slug: string;
  discovery: Record<string, unknown>;
}

/** Reads a guide with a client’s values in it. Problems: `client-not-found`, `guide-not-found`. */
export async function getClientGuide(ctx: Context, { client_id, slug, discovery }: GetClientGuide): Promise<FilledGuide> {
  const client = await getClient(ctx, client_id);
  const guide = guideBySlug(slug);
  if (guide === null) throw guideNotFound(slug);
  const service = await selectClientService(ctx, client_id);
  const service_address = service?.slug === slug ? service.address : null;
  return presentGuide(fillGuide(guide, clientGuideValues({ client, issuer: ctx.issuer, discovery, guide, service_address })));
}
