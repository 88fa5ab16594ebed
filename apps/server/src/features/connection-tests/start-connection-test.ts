import type { ConnectionTest, StartConnectionTest } from '@consentry/contract';
import { calculatePKCECodeChallenge, type CustomFetch } from 'openid-client';
import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { invalidMember } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { clientNotFound } from '../clients/client-not-found.ts';
import { findClient, type ClientRow } from '../clients/find-client.ts';
import { runClientCredentialsFlow } from './client-credentials-flow.ts';
import { assertTestable } from './assert-testable.ts';
import { connectionTestCallback } from './connection-test-callback.ts';
import { insertConnectionTest, type ConnectionTestRow } from './connection-test-store.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';
import { presentConnectionTest } from './present-connection-test.ts';
import { canAuthenticateFor, testConfiguration } from './test-configuration.ts';
import { SEALS, type TestRequest } from './test-request.ts';
import { TestSteps } from './test-steps.ts';
import { withTestSecret } from './with-test-secret.ts';

/** How long a test waits for the browser, and how long its result can be read. */
const TEST_SECONDS = 10 * 60;

type StartInput = StartConnectionTest & { client_id: string };

/** Starts a test as this client. Where a person has to act it waits for the browser. Problems: `client-not-found`. */
export async function startConnectionTest(ctx: Context, input: StartInput, fetch: CustomFetch): Promise<ConnectionTest> {
  const client = await findClient(ctx, input.client_id);
  if (client === null) throw clientNotFound(input.client_id);
  assertTestable(client);
  const user_id = operatorOf(ctx);
  if (input.client_secret !== undefined && client.token_endpoint_auth_method === 'none')
    throw invalidMember('/client_secret', `“${client.name}” is a public client and has no secret`);
  const request = await newRequest(ctx, { client, input });
  const steps = client.app_type === 'machine_to_machine' ? await runAtOnce(ctx, { client, input, fetch }) : null;
  const row = await newRow(ctx, { client, user_id, request, steps });
  await mutate(ctx, async (tx) => {
    await insertConnectionTest(tx, row);
    return { result: null, audit: { action: 'client.connection_tested', client_id: client.client_id, details: {} } };
  });
  return presentConnectionTest(ctx, row);
}

async function newRow(
  ctx: Context,
  { client, user_id, request, steps }: { client: ClientRow; user_id: string; request: TestRequest; steps: TestSteps | null },
): Promise<ConnectionTestRow> {
  const now = ctx.clock.now();
  return {
    connection_test_id: ctx.random.id(),
    client_id: client.client_id,
    user_id,
    state_hash: hashToken(request.state),
    sealed_request: ctx.keyring.seal(SEALS.request, JSON.stringify(request)),
    sealed_grant_before: null,
    sealed_steps: steps === null ? null : ctx.keyring.seal(SEALS.steps, JSON.stringify(steps.list)),
    started_at: now,
    answered_at: steps === null ? null : now,
    expires_at: new Date(now.getTime() + TEST_SECONDS * 1000),
  };
}

/** The answer comes back to a browser, which has to be the one of who started. */
function operatorOf({ actor }: Context): string {
  if (actor.type !== 'user' || actor.id === null) throw invalidMember('', 'a connection test is started by an operator in the console');
  return actor.id;
}

async function newRequest(ctx: Context, { client, input }: { client: ClientRow; input: StartInput }): Promise<TestRequest> {
  const scopes = input.scopes ?? client.scopes;
  const hasOpenId = scopes.includes('openid');
  const request = {
    state: ctx.random.secret(),
    nonce: hasOpenId ? ctx.random.secret() : null,
    code_verifier: ctx.random.secret(),
    resource: input.resource ?? null,
    client_secret: input.client_secret ?? null,
  };
  const parameters = {
    client_id: client.client_id,
    redirect_uri: connectionTestCallback(ctx.issuer),
    response_type: 'code',
    scope: scopes.join(' '),
    state: request.state,
    ...(request.nonce === null ? {} : { nonce: request.nonce }),
    ...(request.resource === null ? {} : { resource: request.resource }),
    code_challenge: await calculatePKCECodeChallenge(request.code_verifier),
    code_challenge_method: 'S256',
    ...promptOf(client, input),
  };
  return { ...request, authorization_url: `${ctx.issuer}/oauth2/authorize?${new URLSearchParams(parameters).toString()}` };
}

/** A third party's consent is always shown, because it is what the operator wants to see (OIDC Core §3.1.2.1). */
function promptOf(client: ClientRow, input: StartInput): { prompt?: string } {
  const prompts = [...(input.sign_in === 'as_signed_in' ? [] : ['login']), ...(client.party === 'third_party' ? ['consent'] : [])];
  return prompts.length === 0 ? {} : { prompt: prompts.join(' ') };
}

async function runAtOnce(
  ctx: Context,
  { client, input, fetch }: { client: ClientRow; input: StartInput; fetch: CustomFetch },
): Promise<TestSteps> {
  const recorder = new ExchangeRecorder(fetch);
  const steps = new TestSteps(recorder);
  await withTestSecret(ctx, { client, given: input.client_secret ?? null }, (client_secret) =>
    runClientCredentialsFlow({
      steps,
      configure: () => testConfiguration({ issuer: ctx.issuer, client, client_secret, fetch: recorder.fetch }),
      resource: input.resource ?? null,
      scopes: input.scopes ?? [],
      can_authenticate: canAuthenticateFor(client),
    }),
  );
  return steps;
}
