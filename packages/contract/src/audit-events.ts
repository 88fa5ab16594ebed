import { z } from 'zod';
import { pageOf, PageQuery } from './pagination.ts';
import { route } from './route.ts';
import { ClientId, NoNul, Timestamp } from './values.ts';

export const AuditEvent = z
  .object({
    audit_event_id: z.string(),
    at: Timestamp,
    action: z.string().describe('`noun.verb`, for instance `client.secret_created`'),
    actor_type: z.enum(['user', 'client', 'system']),
    actor_id: z.string().nullable(),
    client_id: z.string().nullable(),
    user_id: z.string().nullable(),
    ip: z.string().nullable(),
    details: z.record(z.string(), z.unknown()).describe('what changed; never a secret'),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof AuditEvent>;

export const auditEvents = {
  list: route({
    id: 'audit_events.list',
    method: 'get',
    path: '/audit_events',
    scope: 'audit_events:read',
    summary: 'Lists who did what, newest first.',
    query: PageQuery.extend({
      client_id: ClientId.optional(),
      user_id: NoNul.max(64).optional(),
      history: z
        .stringbool()
        .default(false)
        .describe('only what operators and programs did to clients, and to their grants; not what users decided'),
    }),
    response: pageOf(AuditEvent),
  }),
};
