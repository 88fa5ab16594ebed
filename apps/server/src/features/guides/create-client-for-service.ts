import type { Client, CreateClientForService } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import { createClient } from '../clients/create-client.ts';
import { keepClientService } from './keep-client-service.ts';
import { serviceSettings } from './service-settings.ts';

/** Creates a client as a service’s recipe has it, from the service’s address alone. Problems: `guide-not-found`, `client-id-taken`. */
export async function createClientForService(
  ctx: Context,
  input: CreateClientForService & { slug: string },
): Promise<{ client: Client; client_secret: string | null }> {
  const { guide, address, settings } = serviceSettings(input);
  return mutate(ctx, async (tx) => {
    const { client_id, party, name = guide.title } = input;
    const created = await createClient(tx, { ...settings, client_id, party, name });
    await keepClientService(tx, { client_id: created.client.client_id, slug: guide.slug, address });
    return { result: created, audit: null };
  });
}
