import { createHash } from 'node:crypto';
import type { ResourceServerRow } from '../../features/resource-servers/find-resource-servers.ts';
import { scopeSensitivity } from '../../features/resource-servers/scope-sensitivity.ts';
import type { ScopeIdentity } from '../../features/grants/new-scopes.ts';
import type { Locale } from '../messages/messages.ts';
import { scopeWords } from './scope-words.ts';

/** Changes with the words in which a scope is shown: ours for the provider's own, its owner's for an API's. */
export function scopeTextVersion(
  { resource, scope }: ScopeIdentity,
  words: { locale: Locale; text_version: string; servers: readonly ResourceServerRow[] },
): string {
  if (resource === null) return words.text_version;
  const server = words.servers.find((candidate) => candidate.resource === resource);
  const shown = server === undefined ? null : scopeWords(server, scope, words.locale);
  const sensitivity = server === undefined ? 'low' : scopeSensitivity(server, scope);
  // What is said about a scope is part of its words.
  const warned = sensitivity === 'low' ? [] : [sensitivity];
  return createHash('sha256')
    .update(JSON.stringify([server?.name, resource, scope, shown?.title, shown?.description, ...warned]))
    .digest('hex')
    .slice(0, 12);
}
