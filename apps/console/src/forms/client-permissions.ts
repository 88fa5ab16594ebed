import { STANDARD_SCOPES, type Client, type ResourceServer, type ScopeSensitivity, type StandardScope } from '@consentry/contract';

/** The part of a client that is its ceiling, and what of it people may refuse. */
export type ClientPermissions = Pick<
  Client,
  | 'scopes'
  | 'resource_scopes'
  | 'optional_scopes'
  | 'optional_resource_scopes'
  | 'management_scopes'
  | 'authorization_details_types'
  | 'scope_reasons'
  | 'resource_scope_reasons'
>;

export function permissionsOf(client: Client): ClientPermissions {
  return {
    scopes: ordered(client.scopes),
    resource_scopes: sorted(client.resource_scopes),
    optional_scopes: ordered(client.optional_scopes),
    optional_resource_scopes: sorted(client.optional_resource_scopes),
    authorization_details_types: client.authorization_details_types,
    management_scopes: client.management_scopes.toSorted(),
    scope_reasons: client.scope_reasons,
    resource_scope_reasons: client.resource_scope_reasons,
  };
}

/** What leaves the ceiling cannot stay optional. */
export function withScope(values: ClientPermissions, scope: StandardScope, isOn: boolean): ClientPermissions {
  const scopes = ordered(toggled(values.scopes, scope, isOn));
  return {
    ...values,
    scopes,
    optional_scopes: values.optional_scopes.filter((name) => scopes.includes(name)),
    scope_reasons: kept(values.scope_reasons, scopes),
  };
}

export function withOptionalScope(values: ClientPermissions, scope: StandardScope, isOptional: boolean): ClientPermissions {
  return { ...values, optional_scopes: ordered(toggled(values.optional_scopes, scope, isOptional)) };
}

export function withManagementScope(
  values: ClientPermissions,
  scope: ClientPermissions['management_scopes'][number],
  isOn: boolean,
): ClientPermissions {
  return { ...values, management_scopes: toggled(values.management_scopes, scope, isOn).toSorted() };
}

export interface ResourceScopes {
  /** The ceiling. */
  held: string[];
  /** Those of it that people may refuse. */
  optional: string[];
}

export function resourceScopesOf(values: ClientPermissions, resource: string): ResourceScopes {
  return { held: values.resource_scopes[resource] ?? [], optional: values.optional_resource_scopes[resource] ?? [] };
}

/** A resource without scopes is left out: that is how the server stores it. What leaves the ceiling cannot stay optional. */
export function withResourceScopes(values: ClientPermissions, resource: string, { held, optional }: ResourceScopes): ClientPermissions {
  return {
    ...values,
    resource_scopes: sorted({ ...values.resource_scopes, [resource]: held }),
    optional_resource_scopes: sorted({
      ...values.optional_resource_scopes,
      [resource]: optional.filter((name) => held.includes(name)),
    }),
    resource_scope_reasons: withoutEmpty({
      ...values.resource_scope_reasons,
      [resource]: kept(values.resource_scope_reasons[resource] ?? {}, held),
    }),
  };
}

/** Puts a reason in the place of the one before; without any text it goes. */
export function withReason(
  values: ClientPermissions,
  { resource, scope, reason }: { resource: string | null; scope: string; reason: Record<string, string> },
): ClientPermissions {
  if (resource === null) return { ...values, scope_reasons: withoutEmpty({ ...values.scope_reasons, [scope]: reason }) };
  const ofResource = withoutEmpty({ ...values.resource_scope_reasons[resource], [scope]: reason });
  return { ...values, resource_scope_reasons: withoutEmpty({ ...values.resource_scope_reasons, [resource]: ofResource }) };
}

/** Languages in which nothing was typed have no reason. */
export function withoutEmptyReasons(values: ClientPermissions): ClientPermissions {
  const typed = (reasons: Record<string, Record<string, string>>): Record<string, Record<string, string>> =>
    withoutEmpty(
      Object.fromEntries(
        Object.entries(reasons).map(([scope, texts]) => [
          scope,
          Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== '')),
        ]),
      ),
    );
  const ofResources = Object.entries(values.resource_scope_reasons).map(([resource, reasons]) => [resource, typed(reasons)] as const);
  return {
    ...values,
    scope_reasons: typed(values.scope_reasons),
    resource_scope_reasons: withoutEmpty(Object.fromEntries(ofResources)),
  };
}

export function holdsScope(values: ClientPermissions, { resource, scope }: { resource: string | null; scope: string }): boolean {
  if (resource === null) return values.scopes.some((held) => held === scope);
  return resourceScopesOf(values, resource).held.includes(scope);
}

/** With one more in the ceiling. */
export function withAllowed(values: ClientPermissions, { resource, scope }: { resource: string | null; scope: string }): ClientPermissions {
  if (resource === null) {
    const standard = STANDARD_SCOPES.find((name) => name === scope);
    return standard === undefined ? values : withScope(values, standard, true);
  }
  const { held, optional } = resourceScopesOf(values, resource);
  return withResourceScopes(values, resource, { held: toggled(held, scope, true), optional });
}

function kept<T extends object>(reasons: T, names: readonly string[]): T {
  // A part of the same reasons.
  return Object.fromEntries(Object.entries(reasons).filter(([name]) => names.includes(name))) as T;
}

function withoutEmpty<T>(texts: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => Object.keys(text as object).length > 0));
}

export function toggled<T>(list: readonly T[], item: T, isOn: boolean): T[] {
  const rest = list.filter((other) => other !== item);
  return isOn ? [...rest, item] : rest;
}

export interface ResourceChoice {
  resource: string;
  name: string;
  /** Gone since the client got its scopes. */
  isRemoved: boolean;
  /** Of detailed permissions (RFC 9396). */
  types: string[];
  scopes: { name: string; description: string; sensitivity: ScopeSensitivity; isRemoved: boolean }[];
}

/** Every API with its scopes, and what the client still holds of those that are gone, so that it can be taken off. */
export function resourceChoices(resourceServers: ResourceServer[], held: Record<string, string[]>): ResourceChoice[] {
  const known = resourceServers.map((server) => ({
    resource: server.resource,
    name: server.name,
    isRemoved: false,
    types: server.authorization_details_types.map(({ type }) => type),
    scopes: [
      ...server.scopes.map((scope) => ({ ...scope, isRemoved: false })),
      ...goneScopes(held[server.resource] ?? [], new Set(server.scopes.map(({ name }) => name))),
    ],
  }));
  const resources = new Set(resourceServers.map(({ resource }) => resource));
  const gone = Object.entries(held)
    .filter(([resource]) => !resources.has(resource))
    .map(([resource, scopes]) => ({ resource, name: resource, isRemoved: true, types: [], scopes: goneScopes(scopes, new Set()) }));
  return [...known, ...gone];
}

function goneScopes(held: string[], offered: ReadonlySet<string>): ResourceChoice['scopes'] {
  return held.filter((name) => !offered.has(name)).map((name) => ({ name, description: '', sensitivity: 'low', isRemoved: true }));
}

function ordered(scopes: readonly StandardScope[]): StandardScope[] {
  return STANDARD_SCOPES.filter((scope) => scopes.includes(scope));
}

function sorted(scopes: Record<string, string[]>): Record<string, string[]> {
  const entries = Object.entries(scopes).filter(([, names]) => names.length > 0);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([resource, names]) => [resource, names.toSorted()]));
}
