import { z } from 'zod';
import { route } from './route.ts';
import { ClientId, Timestamp } from './values.ts';

export const ClientRefusedScope = z
  .object({
    resource: z.string().nullable().describe('the API it belongs to; null: the provider itself, or nobody knows it'),
    scope: z.string(),
    is_known: z.boolean().describe('whether there is such a scope now, so that it could be allowed'),
    refused_count: z.number().int().describe('how often in the last 30 days; when the client asks very often, not each time is counted'),
    last_refused_at: Timestamp,
  })
  .meta({ id: 'ClientRefusedScope' });
export type ClientRefusedScope = z.infer<typeof ClientRefusedScope>;

export const refusedScopes = {
  list: route({
    id: 'refused_scopes.list',
    method: 'get',
    path: '/clients/{client_id}/refused_scopes',
    scope: 'clients:read',
    summary: 'Lists what a client asked for in the last 30 days and did not get because it is outside its ceiling.',
    params: z.object({ client_id: ClientId }),
    response: z.object({ items: z.array(ClientRefusedScope) }),
    problems: ['client-not-found'],
  }),
};
