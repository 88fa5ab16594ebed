import type { CustomFetch } from 'openid-client';
import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { findClient } from '../clients/find-client.ts';
import { runCodeFlow } from './code-flow.ts';
import { answerConnectionTest, updateSteps, type ConnectionTestRow } from './connection-test-store.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';
import { openRequest } from './present-connection-test.ts';
import { canAuthenticateFor, testConfiguration } from './test-configuration.ts';
import { SEALS } from './test-request.ts';
import { TestSteps } from './test-steps.ts';
import { undoTestConsent } from './undo-test-consent.ts';
import { withTestSecret } from './with-test-secret.ts';

interface Answer {
  callback: URL;
  /** Whoever is signed in to the console of this browser. */
  user_id: string;
  fetch: CustomFetch;
}

/**
 * Takes the browser's answer and goes on as the application would. `null`: no such test waits for this operator. Whatever
 * happens, the consent of the test does not outlive it.
 */
export async function finishConnectionTest(
  ctx: Context,
  { callback, user_id, fetch }: Answer,
): Promise<Pick<ConnectionTestRow, 'connection_test_id' | 'client_id'> | null> {
  const state = callback.searchParams.get('state') ?? '';
  const row = await answerConnectionTest(ctx, { state_hash: hashToken(state), user_id });
  if (row === null) return null;
  try {
    const steps = await runSteps(ctx, { row, callback, fetch });
    const sealed_steps = ctx.keyring.seal(SEALS.steps, JSON.stringify(steps.list));
    await undoTestConsent(ctx, row);
    await updateSteps(ctx, { connection_test_id: row.connection_test_id, sealed_steps });
  } catch (error) {
    await undoTestConsent(ctx, row);
    throw error;
  }
  return row;
}

async function runSteps(
  ctx: Context,
  { row, callback, fetch }: { row: ConnectionTestRow; callback: URL; fetch: CustomFetch },
): Promise<TestSteps> {
  const recorder = new ExchangeRecorder(fetch);
  const steps = new TestSteps(recorder);
  const client = await findClient(ctx, row.client_id);
  if (client === null) return steps;
  const request = openRequest(ctx, row);
  await withTestSecret(ctx, { client, given: request.client_secret }, (client_secret) =>
    runCodeFlow({
      steps,
      configure: () => testConfiguration({ issuer: ctx.issuer, client, client_secret, fetch: recorder.fetch }),
      request,
      callback,
      can_authenticate: canAuthenticateFor(client),
      is_public: client.token_endpoint_auth_method === 'none',
    }),
  );
  return steps;
}
