import { STANDARD_SCOPES, type StandardScope } from '@consentry/contract';
import type { ResourceServerRow } from '../../features/resource-servers/find-resource-servers.ts';
import { scopeSensitivity } from '../../features/resource-servers/scope-sensitivity.ts';
import type { ClientIdentity } from '../../features/clients/client-identity.ts';
import { localTextOrAny } from '../messages/local-text.ts';
import type { Locale, Translate } from '../messages/messages.ts';
import { standardPermissionView, type PermissionView } from './permission-view.ts';
import { scopeWords } from './scope-words.ts';

interface PresentedPermissions {
  permissions: PermissionView[];
  /** `offline_access` (OIDC Core §11), apart from the data: it is about time. */
  lasting_access: boolean;
}

interface PermissionWords {
  servers: readonly ResourceServerRow[];
  /** The values that permissions share; without claims, none are shown. */
  claims: Record<string, unknown>;
  t: Translate;
  locale: Locale;
  /** Why the application asks; left out where nobody is asked. */
  reasons?: Pick<ClientIdentity, 'scope_reasons' | 'resource_scope_reasons'>;
}

/** Scopes in the words of the person who grants them. A scope's identity is the pair of resource and name. */
export function presentPermissions(
  scopes: readonly { resource: string | null; scope: string }[],
  words: PermissionWords,
): PresentedPermissions {
  const isLasting = ({ resource, scope }: { resource: string | null; scope: string }): boolean =>
    resource === null && scope === 'offline_access';
  return {
    permissions: scopes
      .filter((each) => !isLasting(each))
      .flatMap(({ resource, scope }) => (resource === null ? standardView(scope, words) : resourceView({ resource, scope }, words))),
    lasting_access: scopes.some(isLasting),
  };
}

function standardView(scope: string, { claims, t, locale, reasons }: PermissionWords): PermissionView[] {
  if (!isStandardScope(scope)) return [];
  const ours = reasons?.scope_reasons[scope];
  return [{ ...standardPermissionView({ scope, claims, t }), reason: ours === undefined ? null : localTextOrAny(ours, locale) }];
}

/** An API’s scope in its owner’s words; without any, its name is all there is to show. */
function resourceView({ resource, scope }: { resource: string; scope: string }, words: PermissionWords): PermissionView[] {
  const server = words.servers.find((candidate) => candidate.resource === resource);
  if (server === undefined) return [];
  return [
    {
      key: `${resource} ${scope}`,
      group: { kind: 'resource_server', name: server.name, resource },
      scope,
      sensitivity: scopeSensitivity(server, scope),
      ...scopeWords(server, scope, words.locale),
      values: [],
      reason: resourceReason({ resource, scope }, words),
    },
  ];
}

function resourceReason({ resource, scope }: { resource: string; scope: string }, { reasons, locale }: PermissionWords) {
  const ofResources = reasons?.resource_scope_reasons ?? {};
  const ofScopes = Object.hasOwn(ofResources, resource) ? (ofResources[resource] ?? {}) : {};
  const texts = Object.hasOwn(ofScopes, scope) ? ofScopes[scope] : undefined;
  return texts === undefined ? null : localTextOrAny(texts, locale);
}

function isStandardScope(scope: string): scope is StandardScope {
  return (STANDARD_SCOPES as readonly string[]).includes(scope);
}
