import { z } from 'zod';
import { Timestamp } from './values.ts';

/** What clients can be listed by. */
export const CLIENT_SORTS = ['name', 'created_at', 'user_count', 'last_sign_in_at'] as const;
export const ClientSort = z.enum(CLIENT_SORTS).meta({ id: 'ClientSort' });
export type ClientSort = z.infer<typeof ClientSort>;

export const SortOrder = z.enum(['asc', 'desc']).meta({ id: 'SortOrder' });
export type SortOrder = z.infer<typeof SortOrder>;

/** How much a client is used. */
export const clientUse = {
  user_count: z.int().describe('how many users have allowed it something that holds (live grants)'),
  last_sign_in_at: Timestamp.nullable().describe('the last time it redeemed an authorization code, to the minute'),
};
export const ClientUse = z.object(clientUse).meta({ id: 'ClientUse' });
export type ClientUse = z.infer<typeof ClientUse>;
