import type { CreateClient, DeclaredClient } from '@consentry/contract';
import { definedMembers } from '../../platform/changed-members.ts';
import { invalidMember, Problem } from '../../problem.ts';
import { serviceSettings } from '../guides/service-settings.ts';

/** A client as it is to be, with what the recipe of its service says. */
export type CompleteClient = Omit<DeclaredClient, 'service' | 'name' | 'app_type' | 'party'> &
  Pick<CreateClient, 'name' | 'app_type' | 'party'> & { service: { slug: string; address: string | null } | null };

/** Adds what follows from the service that a client is declared for; what the file says itself comes first. */
export function withRecipe({ service, ...declared }: DeclaredClient): CompleteClient {
  if (service === undefined) {
    const { name, app_type, party } = declared;
    if (name === undefined || app_type === undefined || party === undefined) throw new TypeError('the schema lets no such client pass');
    return { ...declared, name, app_type, party, service: null };
  }
  const { guide, address, settings } = settingsOf(service);
  if (declared.app_type !== undefined && declared.app_type !== settings.app_type) {
    throw invalidMember(
      '/app_type',
      `is “${declared.app_type}”, but an application for ${guide.title} is ${settings.app_type}; leave it out`,
    );
  }
  const stated = definedMembers(declared);
  return { name: guide.title, party: 'third_party', ...settings, ...stated, service: { slug: guide.slug, address } };
}

function settingsOf(service: NonNullable<DeclaredClient['service']>): ReturnType<typeof serviceSettings> {
  try {
    return serviceSettings(service);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.type === 'guide-not-found') {
      throw invalidMember('/service/slug', `There is no recipe “${service.slug}”; GET /api/v1/guides?kind=service lists those there are.`);
    }
    throw invalidMember('/service/address', error.message);
  }
}
