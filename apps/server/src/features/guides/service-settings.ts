import { redirectUriProblem, type NamedService } from '@consentry/contract';
import { guideBySlug, recipeSettings, serviceAddress, type Guide, type RecipeSettings } from '@consentry/guides';
import { invalidMember } from '../../problem.ts';
import { guideNotFound } from './guide-not-found.ts';

interface ServiceSettings {
  guide: Guide;
  /** As recipes use it; `null`: the recipe asks for none. */
  address: string | null;
  settings: RecipeSettings;
}

/** What a client for a service is, from the service’s address alone. Problems: `guide-not-found`. */
export function serviceSettings(service: NamedService): ServiceSettings {
  const guide = guideBySlug(service.slug);
  if (guide === null || guide.kind !== 'service') throw guideNotFound(service.slug);
  const address = addressOf(guide, service.address);
  const settings = recipeSettings(guide, address ?? undefined);
  if (settings === null) throw guideNotFound(service.slug);
  assertRedirectUris(settings);
  return { guide, address, settings };
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
