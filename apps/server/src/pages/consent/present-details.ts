import { createHash } from 'node:crypto';
import type { Context } from '../../context.ts';
import { findDetailsTypes, type DetailsTypeRow } from '../../features/authorization-details/find-details-types.ts';
import type { DetailIdentity } from '../../features/grants/new-details.ts';
import { findResourceServers, type ResourceServerRow } from '../../features/resource-servers/find-resource-servers.ts';
import { localTextOrAny } from '../messages/local-text.ts';
import type { Locale } from '../messages/messages.ts';
import type { DetailView } from './detail-view.ts';
import { detailWords } from './detail-words.ts';

/** The APIs that details belong to, and how these speak of them. */
export interface DetailTexts {
  servers: readonly ResourceServerRow[];
  types: readonly DetailsTypeRow[];
}

export async function textsOfDetails(ctx: Context, details: readonly DetailIdentity[]): Promise<DetailTexts> {
  if (details.length === 0) return { servers: [], types: [] };
  const [types, servers] = [
    await findDetailsTypes(
      ctx,
      details.map(({ detail }) => detail.type),
    ),
    await findResourceServers(ctx, [...new Set(details.map(({ resource }) => resource))]),
  ];
  return { servers, types };
}

/** Details in the words of the person who grants them; without words of its API, a detail is its type and members. */
export function presentDetails(details: readonly DetailIdentity[], texts: DetailTexts, locale: Locale): DetailView[] {
  return details.map(({ resource, detail }) => {
    const name = texts.servers.find((server) => server.resource === resource)?.name ?? resource;
    return {
      key: detailKey({ resource, detail }),
      group: { kind: 'resource_server', name, resource },
      ...detailWords(detail, templatesOf({ resource, detail }, texts), locale),
    };
  });
}

/** Changes with the words in which a detail is shown. */
export function detailTextVersion(one: DetailIdentity, texts: DetailTexts, locale: Locale): string {
  const name = texts.servers.find((server) => server.resource === one.resource)?.name;
  return digest([name, one.resource, one.detail.type, localTextOrAny(templatesOf(one, texts), locale)]).slice(0, 12);
}

/** Names a detail without saying what it holds, in whatever order its members came. */
export function detailKey({ resource, detail }: DetailIdentity): string {
  return digest([resource, ordered(detail)]).slice(0, 32);
}

function templatesOf({ resource, detail }: DetailIdentity, { types }: DetailTexts): DetailsTypeRow['texts'] {
  return types.find((type) => type.type === detail.type && type.resource === resource)?.texts ?? {};
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, ordered(inner)]);
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
