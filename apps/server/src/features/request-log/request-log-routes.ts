import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { findRefusedRequests } from './find-refused-requests.ts';
import { getRefusedRequest } from './get-refused-request.ts';

const { refusedRequests } = contract;

export const requestLogRoutes = [
  implement(refusedRequests.list, (ctx, { query }) => findRefusedRequests(ctx, query)),
  implement(refusedRequests.get, (ctx, { params }) => getRefusedRequest(ctx, params.reference)),
];
