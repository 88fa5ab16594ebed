import { z } from 'zod';
import { pageOf, PageQuery } from './pagination.ts';
import { route } from './route.ts';
import { ClientId, DisplayName, NoNul, Timestamp } from './values.ts';

export const PARTNER_LINK_PARTS = ['guides', 'refused_requests'] as const;
export const PartnerLinkPart = z
  .enum(PARTNER_LINK_PARTS)
  .describe('what the page shows besides the configuration: the integration guides, and the client’s requests that were refused')
  .meta({ id: 'PartnerLinkPart' });
export type PartnerLinkPart = z.infer<typeof PartnerLinkPart>;

const Parts = z.array(PartnerLinkPart).max(PARTNER_LINK_PARTS.length);

export const PartnerLink = z
  .object({
    partner_link_id: z.string(),
    client_id: ClientId,
    name: z.string(),
    parts: Parts,
    created_at: Timestamp,
    expires_at: Timestamp.nullable().describe('from then on it opens nothing'),
    last_opened_at: Timestamp.nullable().describe('to the minute'),
  })
  .meta({ id: 'PartnerLink' });
export type PartnerLink = z.infer<typeof PartnerLink>;

export const CreatePartnerLink = z
  .strictObject({
    name: DisplayName.describe('whom it is for, so that the operator recognises it later'),
    expires_at: Timestamp.nullable().optional().describe('RFC 3339; absent or null: never expires'),
    parts: Parts.optional().describe('absent: all of them'),
  })
  .meta({ id: 'CreatePartnerLink' });
export type CreatePartnerLink = z.infer<typeof CreatePartnerLink>;

export const CreatedPartnerLink = z
  .object({ partner_link: PartnerLink, url: z.string().describe('the link itself; shown this once') })
  .meta({ id: 'CreatedPartnerLink' });

const ClientParams = z.object({ client_id: ClientId });

export const partnerLinks = {
  list: route({
    id: 'partner_links.list',
    method: 'get',
    path: '/clients/{client_id}/partner_links',
    scope: 'clients:read',
    summary: 'Lists the links that open a client’s configuration and guides without an account, newest first.',
    params: ClientParams,
    query: PageQuery,
    response: pageOf(PartnerLink),
    problems: ['client-not-found'],
  }),
  create: route({
    id: 'partner_links.create',
    method: 'post',
    path: '/clients/{client_id}/partner_links',
    scope: 'clients:write',
    summary: 'Creates a link to a read-only page with a client’s configuration and guides; no secret stands there.',
    params: ClientParams,
    body: CreatePartnerLink,
    response: CreatedPartnerLink,
    status: 201,
    problems: ['client-not-found'],
  }),
  revoke: route({
    id: 'partner_links.revoke',
    method: 'delete',
    path: '/clients/{client_id}/partner_links/{partner_link_id}',
    scope: 'clients:write',
    summary: 'Revokes a link at once.',
    params: ClientParams.extend({ partner_link_id: NoNul.max(64) }),
    problems: ['client-not-found', 'partner-link-not-found'],
  }),
};
