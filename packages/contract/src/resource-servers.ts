import { z } from 'zod';
import { AuthorizationDetailsTypes } from './authorization-details.ts';
import { localized } from './localized.ts';
import { pageOf, PageQuery } from './pagination.ts';
import { SigningAlg } from './protocol-algorithms.ts';
import { ProtectedResourceAnnouncement } from './protected-resource-metadata.ts';
import { route } from './route.ts';
import { Description, DisplayName, NoNul, Resource, ScopeName, Timestamp } from './values.ts';

const ScopeWords = z
  .strictObject({
    title: NoNul.trim().min(1, 'must not be empty; remove the language instead').max(200).describe('what the scope allows, in a few words'),
    description: NoNul.trim().max(1000).default('').describe('a sentence or two that explain it'),
  })
  .meta({ id: 'ScopeWords' });
export type ScopeWords = z.infer<typeof ScopeWords>;

/** How much harm a scope can do in the wrong hands, from least to most. */
export const SCOPE_SENSITIVITIES = ['low', 'sensitive', 'restricted'] as const;
export const ScopeSensitivity = z
  .enum(SCOPE_SENSITIVITIES)
  .describe(
    'how consent shows it: `sensitive` apart, in plain words; `restricted` with a warning, and never allowed to a client that registered itself unless an operator allows it to that client',
  )
  .meta({ id: 'ScopeSensitivity' });
export type ScopeSensitivity = z.infer<typeof ScopeSensitivity>;

export const ResourceServerScope = z
  .strictObject({
    name: ScopeName,
    description: Description.default('').describe('what people read on the consent page whose language is not among `texts`'),
    sensitivity: ScopeSensitivity.default('low'),
    texts: localized(ScopeWords).optional().describe('language tag → what people read on the consent page in that language'),
  })
  .meta({ id: 'ResourceServerScope' });
export type ResourceServerScope = z.infer<typeof ResourceServerScope>;

const Scopes = z
  .array(ResourceServerScope)
  .max(500)
  .superRefine((scopes, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of scopes.entries()) {
      if (seen.has(name)) context.addIssue({ code: 'custom', path: [index, 'name'], message: `“${name}” stands here twice` });
      seen.add(name);
    }
  });

const settings = {
  name: DisplayName,
  scopes: Scopes,
  authorization_details_types: AuthorizationDetailsTypes,
  access_token_format: z.enum(['jwt', 'opaque']).describe('JWTs (RFC 9068) verify offline; opaque ones are introspected (RFC 7662)'),
  access_token_ttl_seconds: z.number().int().min(60).max(86_400).describe('lifetime of access tokens, in seconds'),
  access_token_signing_alg: SigningAlg.describe('JWS algorithm of JWT access tokens'),
  third_party_token_exchange: z
    .boolean()
    .describe('whether tokens that third-party clients were given may be exchanged for tokens of this API (RFC 8693 §5)'),
};

export const ResourceServer = z
  .object({ resource: Resource, ...settings, created_at: Timestamp, updated_at: Timestamp })
  .meta({ id: 'ResourceServer' });
export type ResourceServer = z.infer<typeof ResourceServer>;

const partial = z.object(settings).partial().shape;
export const CreateResourceServer = z
  .strictObject({ resource: Resource, ...partial, name: DisplayName })
  .meta({ id: 'CreateResourceServer' });
export type CreateResourceServer = z.infer<typeof CreateResourceServer>;
export const UpdateResourceServer = z.strictObject(partial).meta({ id: 'UpdateResourceServer' });
export type UpdateResourceServer = z.infer<typeof UpdateResourceServer>;

const ResourceServerParams = z.object({ resource: NoNul.max(512).describe('the URI, percent-encoded') });

export const resourceServers = {
  list: route({
    id: 'resource_servers.list',
    method: 'get',
    path: '/resource_servers',
    scope: 'resource_servers:read',
    summary: 'Lists the APIs that tokens are issued for.',
    query: PageQuery,
    response: pageOf(ResourceServer),
  }),
  create: route({
    id: 'resource_servers.create',
    method: 'post',
    path: '/resource_servers',
    scope: 'resource_servers:write',
    summary: 'Creates a resource server with its scopes.',
    body: CreateResourceServer,
    response: ResourceServer,
    status: 201,
    problems: ['resource-taken'],
  }),
  get: route({
    id: 'resource_servers.get',
    method: 'get',
    path: '/resource_servers/{resource}',
    scope: 'resource_servers:read',
    summary: 'Reads a resource server.',
    params: ResourceServerParams,
    response: ResourceServer,
    versioned_by: UpdateResourceServer,
    problems: ['resource-server-not-found'],
  }),
  update: route({
    id: 'resource_servers.update',
    method: 'patch',
    path: '/resource_servers/{resource}',
    scope: 'resource_servers:write',
    summary: 'Changes the members that are sent; a scope left out of `scopes` is no longer issued.',
    params: ResourceServerParams,
    body: UpdateResourceServer,
    response: ResourceServer,
    versioned_by: UpdateResourceServer,
    problems: ['resource-server-not-found', 'precondition-failed'],
  }),
  delete: route({
    id: 'resource_servers.delete',
    method: 'delete',
    path: '/resource_servers/{resource}',
    scope: 'resource_servers:write',
    summary: 'Deletes a resource server; no further token is issued for it.',
    params: ResourceServerParams,
    problems: ['resource-server-not-found'],
  }),
  getProtectedResourceMetadata: route({
    id: 'resource_servers.get_protected_resource_metadata',
    method: 'get',
    path: '/resource_servers/{resource}/protected_resource_metadata',
    scope: 'resource_servers:read',
    summary: 'Tells what the API has to serve and to send, so that clients find out who gives out tokens for it (RFC 9728).',
    params: ResourceServerParams,
    response: ProtectedResourceAnnouncement,
    problems: ['resource-server-not-found'],
  }),
};
