import { redirectUriProblem, type Client, type CreateClientForService } from '@consentry/contract';
import { guideBySlug, recipeSettings, serviceAddress, type Guide, type RecipeSettings } from '@consentry/guides';
import type { Context } from '../../context.ts';
import { invalidMember } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { createClient } from '../clients/create-client.ts';
import { insertClientService } from './client-service-store.ts';
import { guideNotFound } from './guide-not-found.ts';

/** Creates a client as a service’s recipe has it, from the service’s address alone. Problems: `guide-not-found`, `client-id-taken`. */
export async function createClientForService(
  ctx: Context,
  input: CreateClientForService & { slug: string },
): Promise<{ client: Client; client_secret: string | null }> {
  const guide = guideBySlug(input.slug);
  if (guide === null || guide.kind !== 'service') throw guideNotFound(input.slug);
  const address = addressOf(guide, input.address);
  const settings = recipeSettings(guide, address ?? undefined);
  if (settings === null) throw guideNotFound(input.slug);
  assertRedirectUris(settings);
  return mutate(ctx, async (tx) => {
    const { client_id, party, name = guide.title } = input;
    const created = await createClient(tx, { ...settings, client_id, party, name });
    await insertClientService(tx, { client_id: created.client.client_id, slug: guide.slug, address });
    return { result: created, audit: null };
  });
}

/** The one question. Whatever was typed after “?” or “#”, and a slash at the end, is no part of where a service is. */
function addressOf(guide: Guide, typed: string | undefined): string | null {
  if (guide.address === undefined) return null;
  const question = `“${guide.address.label}”, such as ${guide.address.example}`;
  if (typed === undefined) throw invalidMember('/address', `is needed: ${question}`);
  try {
    return serviceAddress(typed);
  } catch {
    throw invalidMember('/address', `“${typed.slice(0, 200)}” is not an address; expected ${question}`);
  }
}

/** A redirect URI that follows from the address may be refused; the fault is that of the address then. */
function assertRedirectUris({ app_type, redirect_uris = [], post_logout_redirect_uris = [] }: RecipeSettings): void {
  for (const uri of [...redirect_uris, ...post_logout_redirect_uris]) {
    const problem = redirectUriProblem(uri, app_type);
    if (problem !== null) throw invalidMember('/address', `The redirect URI that follows from it, “${uri.slice(0, 200)}”, ${problem}`);
  }
}
