import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { createPartnerLink } from './create-partner-link.ts';
import { listPartnerLinks } from './list-partner-links.ts';
import { revokePartnerLink } from './revoke-partner-link.ts';

const { partnerLinks } = contract;

export const partnerLinkRoutes = [
  implement(partnerLinks.list, (ctx, { params, query }) => listPartnerLinks(ctx, { ...query, ...params })),
  implement(partnerLinks.create, (ctx, { params, body }) => createPartnerLink(ctx, { ...body, ...params })),
  implement(partnerLinks.revoke, (ctx, { params }) => revokePartnerLink(ctx, params)),
];
