import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { getGrant } from './get-grant.ts';
import { selectNamedGrants } from './named-grant-store.ts';
import { revokeAllGrants } from './revoke-all-grants.ts';
import { revokeGrant } from './revoke-grant.ts';

const { grants } = contract;

export const grantRoutes = [
  implement(grants.list, (ctx, { query }) => selectNamedGrants(ctx, query)),
  implement(grants.get, (ctx, { params }) => getGrant(ctx, params.grant_id)),
  implement(grants.revoke, (ctx, { params }) => revokeGrant(ctx, params.grant_id)),
  implement(grants.revokeAll, (ctx, { query }) => revokeAllGrants(ctx, query.client_id)),
];
