import { z } from 'zod';
import { MANAGEMENT_SCOPES } from './management-scopes.ts';
import { route } from './route.ts';

export const ServerInfo = z
  .object({
    issuer: z.string().describe('the issuer identifier, one exact string (OIDC Discovery §3)'),
    discovery: z.record(z.string(), z.unknown()).describe('the discovery document as clients read it'),
    storage: z.enum(['embedded', 'postgresql']),
  })
  .meta({ id: 'ServerInfo' });
export type ServerInfo = z.infer<typeof ServerInfo>;

export const Caller = z
  .object({
    actor_type: z.enum(['user', 'client']),
    actor_id: z.string(),
    username: z.string().nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    scopes: z.array(z.enum(MANAGEMENT_SCOPES)),
  })
  .meta({ id: 'Caller' });
export type Caller = z.infer<typeof Caller>;

export const server = {
  info: route({
    id: 'server.info',
    method: 'get',
    path: '/server',
    scope: null,
    summary: 'Reads what a client needs to connect: the issuer and every endpoint.',
    response: ServerInfo,
  }),
  caller: route({
    id: 'server.caller',
    method: 'get',
    path: '/caller',
    scope: null,
    summary: 'Reads who is calling, and with which scopes.',
    response: Caller,
  }),
};
