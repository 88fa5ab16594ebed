import { z } from 'zod';
import { pageOf, PageQuery } from './pagination.ts';
import { route } from './route.ts';
import { Timestamp } from './values.ts';

export const RegistrationRefusal = z
  .object({
    registration_refusal_id: z.string(),
    at: Timestamp,
    kind: z.enum(['dynamic', 'metadata_document']).describe('a registration request (RFC 7591), or a client ID metadata document'),
    client_id: z.string().nullable().describe('the document’s URL, or the client that wanted to change itself'),
    reason: z.string().describe('for programs, for instance `invalid_redirect_uri` or `address_refused`'),
    detail: z.string().describe('for people'),
    ip: z.string().nullable(),
  })
  .meta({ id: 'RegistrationRefusal' });
export type RegistrationRefusal = z.infer<typeof RegistrationRefusal>;

export const registrationRefusals = {
  list: route({
    id: 'registration_refusals.list',
    method: 'get',
    path: '/registration_refusals',
    scope: 'clients:read',
    summary: 'Lists the registrations and metadata documents that were refused in the last 30 days, newest first.',
    query: PageQuery,
    response: pageOf(RegistrationRefusal),
  }),
};
