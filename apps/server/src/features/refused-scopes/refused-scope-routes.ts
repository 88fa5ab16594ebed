import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { listRefusedScopes } from './list-refused-scopes.ts';

export const refusedScopeRoutes = [implement(contract.refusedScopes.list, (ctx, { params }) => listRefusedScopes(ctx, params.client_id))];
