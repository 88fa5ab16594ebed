import { z } from 'zod';
import { GrantedDetail } from './authorization-details.ts';
import { pageOf, PageQuery } from './pagination.ts';
import { route } from './route.ts';
import { ClientId, NoNul, Timestamp } from './values.ts';

export const GrantedScope = z
  .object({
    resource: z.string().nullable().describe('the resource server, or null for the provider’s own scopes'),
    scope: z.string(),
    granted_at: Timestamp,
    text_version: z.string().nullable().describe('changes with the words that were agreed to; null where nobody was asked'),
    locale: z.string().nullable().describe('the language of those words (BCP 47)'),
  })
  .meta({ id: 'GrantedScope' });
export type GrantedScope = z.infer<typeof GrantedScope>;

export const RefusedScope = z
  .object({ resource: z.string().nullable(), scope: z.string(), refused_at: Timestamp })
  .meta({ id: 'RefusedScope' });
export type RefusedScope = z.infer<typeof RefusedScope>;

export const GRANT_DURATIONS = ['until_revoked', '90_days', '30_days', 'session'] as const;
export const GrantDuration = z
  .enum(GRANT_DURATIONS)
  .describe('how long the user allowed it; `session` ends with the browser session in which it was given')
  .meta({ id: 'GrantDuration' });
export type GrantDuration = z.infer<typeof GrantDuration>;

export const Grant = z
  .object({
    grant_id: z.string(),
    user_id: z.string(),
    username: z.string(),
    client_id: ClientId,
    client_name: z.string(),
    scopes: z.array(GrantedScope).describe('a scope’s identity is the pair of resource and name'),
    refused_scopes: z
      .array(RefusedScope)
      .describe('optional scopes that the user left out or took back; asked again with `prompt=consent` alone'),
    authorization_details: z.array(GrantedDetail).describe('what was granted one by one beside scopes (RFC 9396)'),
    duration: GrantDuration,
    expires_at: Timestamp.nullable().describe('from then on it is as revoked'),
    last_used_at: Timestamp.nullable().describe('the last code exchange or refresh, to the minute'),
    last_used_ip: z.string().nullable().describe('the address that it came from'),
    created_at: Timestamp,
    updated_at: Timestamp,
    revoked_at: Timestamp.nullable(),
  })
  .meta({ id: 'Grant' });
export type Grant = z.infer<typeof Grant>;

export const grants = {
  list: route({
    id: 'grants.list',
    method: 'get',
    path: '/grants',
    scope: 'grants:read',
    summary: 'Lists what users have allowed clients, newest first.',
    query: PageQuery.extend({
      user_id: NoNul.max(64).optional(),
      client_id: ClientId.optional(),
      include_revoked: z.stringbool().default(false),
    }),
    response: pageOf(Grant),
  }),
  get: route({
    id: 'grants.get',
    method: 'get',
    path: '/grants/{grant_id}',
    scope: 'grants:read',
    summary: 'Reads a grant.',
    params: z.object({ grant_id: NoNul.max(64) }),
    response: Grant,
    problems: ['grant-not-found'],
  }),
  revoke: route({
    id: 'grants.revoke',
    method: 'delete',
    path: '/grants/{grant_id}',
    scope: 'grants:write',
    summary: 'Revokes a grant: its refresh tokens and opaque access tokens end at once.',
    params: z.object({ grant_id: NoNul.max(64) }),
    problems: ['grant-not-found'],
  }),
  revokeAll: route({
    id: 'grants.revoke_all',
    method: 'delete',
    path: '/grants',
    scope: 'grants:write',
    summary: 'Revokes what all users have allowed a client: its refresh tokens and opaque access tokens end at once.',
    query: z.object({ client_id: ClientId }),
    response: z.object({ revoked: z.int().describe('how many grants were live') }),
  }),
};
