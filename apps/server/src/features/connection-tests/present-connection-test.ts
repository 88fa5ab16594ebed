import { ConnectionTestStep, type ConnectionTest } from '@consentry/contract';
import { z } from 'zod';
import type { Context } from '../../context.ts';
import type { ConnectionTestRow } from './connection-test-store.ts';
import { SEALS, TestRequest } from './test-request.ts';

/** A test as its operator reads it. */
export function presentConnectionTest(ctx: Context, row: ConnectionTestRow): ConnectionTest {
  const isWaiting = row.answered_at === null;
  return {
    connection_test_id: row.connection_test_id,
    client_id: row.client_id,
    state: row.sealed_steps === null ? 'waiting' : 'finished',
    authorization_url: isWaiting ? openRequest(ctx, row).authorization_url : null,
    steps: row.sealed_steps === null ? [] : z.array(ConnectionTestStep).parse(JSON.parse(ctx.keyring.open(SEALS.steps, row.sealed_steps))),
    started_at: row.started_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
  };
}

export function openRequest(ctx: Context, row: ConnectionTestRow): TestRequest {
  return TestRequest.parse(JSON.parse(ctx.keyring.open(SEALS.request, row.sealed_request)));
}
