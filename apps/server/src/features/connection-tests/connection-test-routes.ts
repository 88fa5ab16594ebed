import { contract } from '@consentry/contract';
import type { CustomFetch } from 'openid-client';
import { implement } from '../../http/implement.ts';
import { forgetConnectionTest } from './forget-connection-test.ts';
import { getConnectionTest } from './get-connection-test.ts';
import { startConnectionTest } from './start-connection-test.ts';

const { connectionTests } = contract;

/** @param fetchOwn how the server, as the application, reaches itself */
export function connectionTestRoutes(fetchOwn: CustomFetch) {
  return [
    implement(connectionTests.start, (ctx, { params, body }) => startConnectionTest(ctx, { ...body, ...params }, fetchOwn)),
    implement(connectionTests.get, (ctx, { params }) => getConnectionTest(ctx, params.connection_test_id)),
    implement(connectionTests.forget, (ctx, { params }) => forgetConnectionTest(ctx, params.connection_test_id)),
  ];
}
