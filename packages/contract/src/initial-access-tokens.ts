import { z } from 'zod';
import { pageOf, PageQuery } from './pagination.ts';
import { route } from './route.ts';
import { DisplayName, NoNul, Timestamp } from './values.ts';

/** Lets its holder register clients (RFC 7591 §3). */
export const InitialAccessToken = z
  .object({
    initial_access_token_id: z.string(),
    name: z.string(),
    created_at: Timestamp,
    expires_at: Timestamp.nullable(),
    max_uses: z.number().int().nullable().describe('null: any number'),
    uses: z.number().int().describe('how many clients were registered with it'),
    last_used_at: Timestamp.nullable(),
    revoked_at: Timestamp.nullable(),
  })
  .meta({ id: 'InitialAccessToken' });
export type InitialAccessToken = z.infer<typeof InitialAccessToken>;

export const CreateInitialAccessToken = z
  .strictObject({
    name: DisplayName,
    expires_at: Timestamp.nullable().optional().describe('RFC 3339; absent or null: never expires'),
    max_uses: z.number().int().min(1).max(1_000_000).nullable().optional().describe('absent or null: any number'),
  })
  .meta({ id: 'CreateInitialAccessToken' });
export type CreateInitialAccessToken = z.infer<typeof CreateInitialAccessToken>;

export const initialAccessTokens = {
  list: route({
    id: 'initial_access_tokens.list',
    method: 'get',
    path: '/initial_access_tokens',
    scope: 'clients:read',
    summary: 'Lists initial access tokens, newest first, with those that have ended.',
    query: PageQuery,
    response: pageOf(InitialAccessToken),
  }),
  create: route({
    id: 'initial_access_tokens.create',
    method: 'post',
    path: '/initial_access_tokens',
    scope: 'clients:write',
    summary: 'Creates an initial access token, shown in this answer alone.',
    body: CreateInitialAccessToken,
    response: z
      .object({ initial_access_token: InitialAccessToken, token: z.string().describe('shown this once') })
      .meta({ id: 'CreatedInitialAccessToken' }),
    status: 201,
  }),
  revoke: route({
    id: 'initial_access_tokens.revoke',
    method: 'delete',
    path: '/initial_access_tokens/{initial_access_token_id}',
    scope: 'clients:write',
    summary: 'Revokes an initial access token at once; clients that were registered with it stay.',
    params: z.object({ initial_access_token_id: NoNul.max(64) }),
    problems: ['initial-access-token-not-found'],
  }),
};
