import { z } from 'zod';
import { pageOf, PageQuery } from './pagination.ts';
import { route } from './route.ts';
import { ClientId, NoNul, Timestamp } from './values.ts';

export const LogoutDeliveryState = z
  .enum(['pending', 'delivered', 'failed'])
  .describe('`pending` until the client has confirmed it, `failed` once no further try follows')
  .meta({ id: 'LogoutDeliveryState' });
export type LogoutDeliveryState = z.infer<typeof LogoutDeliveryState>;

export const LogoutDeliveryFailure = z
  .enum(['status', 'redirect', 'address_refused', 'host_not_found', 'unreachable', 'tls', 'timeout', 'interrupted'])
  .describe(
    'why the last try failed: `status` is an answer other than 200 or 204, `address_refused` a private address, `interrupted` a server that stopped meanwhile',
  )
  .meta({ id: 'LogoutDeliveryFailure' });
export type LogoutDeliveryFailure = z.infer<typeof LogoutDeliveryFailure>;

export const LogoutDelivery = z
  .object({
    logout_delivery_id: z.string(),
    client_id: ClientId,
    user_id: z.string(),
    sid: z.string().describe('the session that ended, as the client knows it from its ID tokens'),
    backchannel_logout_uri: z.string().describe('where it goes: what the client had registered when the session ended'),
    state: LogoutDeliveryState,
    attempts: z.int(),
    last_status: z.int().nullable().describe('HTTP status of the last answer; null when there was none'),
    last_failure: LogoutDeliveryFailure.nullable(),
    created_at: Timestamp.describe('when the session ended'),
    last_attempt_at: Timestamp.nullable(),
    next_attempt_at: Timestamp.nullable().describe('null unless pending'),
  })
  .meta({ id: 'LogoutDelivery' });
export type LogoutDelivery = z.infer<typeof LogoutDelivery>;

export const logoutDeliveries = {
  list: route({
    id: 'logout_deliveries.list',
    method: 'get',
    path: '/logout_deliveries',
    scope: 'clients:read',
    summary: 'Lists what was sent to clients about sessions that ended (OIDC Back-Channel Logout), newest first; kept for 30 days.',
    query: PageQuery.extend({
      client_id: ClientId.optional(),
      user_id: NoNul.max(64).optional(),
      state: LogoutDeliveryState.optional(),
    }),
    response: pageOf(LogoutDelivery),
  }),
};
