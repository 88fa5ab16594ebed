import { z } from 'zod';
import { route } from './route.ts';
import { ClientId, ClientSecretValue, NoNul, Resource, StandardScope, ScopeName, Timestamp } from './values.ts';

/** What a test does, in this order; a step that cannot be done is there with its reason. */
export const CONNECTION_TEST_STEPS = [
  'discovery',
  'authorization_request',
  'authorization_response',
  'token',
  'id_token',
  'access_token',
  'userinfo',
  'refresh',
  'introspection',
  'revocation',
  'after_revocation',
] as const;
export const ConnectionTestStepName = z.enum(CONNECTION_TEST_STEPS).meta({ id: 'ConnectionTestStepName' });
export type ConnectionTestStepName = z.infer<typeof ConnectionTestStepName>;

const NamedValue = z.object({ name: z.string(), value: z.string().describe('secrets, codes and tokens are masked') });

export const RecordedExchange = z
  .object({
    method: z.string(),
    url: z.string(),
    request_headers: z.array(NamedValue),
    request_body: z.array(NamedValue).describe('parameters of a form body'),
    status: z.int().nullable().describe('null where the browser carried the answer'),
    response_headers: z.array(NamedValue),
    response_body: z.string(),
  })
  .describe('an HTTP request and its answer')
  .meta({ id: 'RecordedExchange' });
export type RecordedExchange = z.infer<typeof RecordedExchange>;

export const DecodedToken = z
  .object({ header: z.record(z.string(), z.unknown()), claims: z.record(z.string(), z.unknown()) })
  .describe('a JWT, decoded (RFC 7519)')
  .meta({ id: 'DecodedToken' });
export type DecodedToken = z.infer<typeof DecodedToken>;

export const ConnectionTestSkip = z
  .enum(['public_client', 'own_key', 'no_openid', 'no_refresh_token', 'opaque', 'stopped'])
  .describe('why a step was left out')
  .meta({ id: 'ConnectionTestSkip' });
export type ConnectionTestSkip = z.infer<typeof ConnectionTestSkip>;

export const ConnectionTestStep = z
  .object({
    name: ConnectionTestStepName,
    outcome: z.enum(['passed', 'failed', 'skipped']),
    skipped_because: ConnectionTestSkip.nullable(),
    error: z.string().nullable().describe('the OAuth error code, or what a client library says'),
    error_description: z.string().nullable(),
    specification: z.string().describe('the section that governs this step'),
    exchanges: z.array(RecordedExchange),
    decoded: DecodedToken.nullable(),
  })
  .meta({ id: 'ConnectionTestStep' });
export type ConnectionTestStep = z.infer<typeof ConnectionTestStep>;

export const ConnectionTest = z
  .object({
    connection_test_id: z.string(),
    client_id: ClientId,
    state: z.enum(['waiting', 'finished']).describe('`waiting` until the browser is back from sign-in and consent'),
    authorization_url: z.string().nullable().describe('where the operator’s browser goes next; null where no person is needed'),
    steps: z.array(ConnectionTestStep),
    started_at: Timestamp,
    expires_at: Timestamp.describe('from then on nothing of the test is left'),
  })
  .meta({ id: 'ConnectionTest' });
export type ConnectionTest = z.infer<typeof ConnectionTest>;

export const StartConnectionTest = z
  .strictObject({
    scopes: z.array(StandardScope.or(ScopeName)).max(100).optional().describe('absent: the provider’s own scopes of the ceiling'),
    resource: Resource.optional().describe('a resource server of the ceiling, to get an access token for (RFC 8707)'),
    sign_in: z
      .enum(['anew', 'as_signed_in'])
      .optional()
      .describe('`anew` (the default) asks who is there, `as_signed_in` takes the browser’s session'),
    client_secret: ClientSecretValue.optional().describe('to prove that this secret works; absent: a secret of the test’s own'),
  })
  .meta({ id: 'StartConnectionTest' });
export type StartConnectionTest = z.infer<typeof StartConnectionTest>;

const TestParams = z.object({ connection_test_id: NoNul.max(64) });

export const connectionTests = {
  start: route({
    id: 'connection_tests.start',
    method: 'post',
    path: '/clients/{client_id}/connection_tests',
    scope: 'clients:write',
    summary: 'Starts a connection test: the server acts as this client and records each request and answer.',
    params: z.object({ client_id: ClientId }),
    body: StartConnectionTest,
    response: ConnectionTest,
    status: 201,
    problems: ['client-not-found'],
  }),
  get: route({
    id: 'connection_tests.get',
    method: 'get',
    path: '/connection_tests/{connection_test_id}',
    scope: 'clients:write',
    summary: 'Reads one’s own connection test.',
    params: TestParams,
    response: ConnectionTest,
    problems: ['connection-test-not-found'],
  }),
  forget: route({
    id: 'connection_tests.forget',
    method: 'delete',
    path: '/connection_tests/{connection_test_id}',
    scope: 'clients:write',
    summary: 'Deletes one’s own connection test before its time.',
    params: TestParams,
    problems: ['connection-test-not-found'],
  }),
};
