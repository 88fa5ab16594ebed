import type { JSONWebKeySet, JWK } from 'jose';
import { errors, type Client, type Configuration, type KoaContextWithOIDC, type Provider } from 'oidc-provider';
import { STANDARD_SCOPES, TOKEN_ENDPOINT_AUTH_METHODS } from '@consentry/contract';
import type { Context } from '../context.ts';
import { recordRefusedScopes, refusedScopeLimit } from '../features/refused-scopes/record-refused-scopes.ts';
import { verifyClientSecret } from '../features/clients/verify-client-secret.ts';
import { pairwiseSubject } from '../features/clients/pairwise-subject.ts';
import type { RefusalQueue } from '../features/request-log/refusal-queue.ts';
import type { MetadataDocuments } from '../features/metadata-documents/metadata-documents.ts';
import { RegistrationLimits } from '../features/registrations/registration-limits.ts';
import type { LoadedSigningKeys } from '../features/signing-keys/load-signing-keys.ts';
import { createAccountFinder } from './accounts.ts';
import { judgeDetailsByCeiling, RichAuthorizationRequests } from './authorization-details.ts';
import { createAdapterFactory } from './adapter.ts';
import { acceptStepUpWithoutOpenid, stepUpParameters } from './api-step-up.ts';
import { ACR_VALUES } from './authentication-context.ts';
import { installBackChannelLogout } from './back-channel-logout.ts';
import { PROTOCOL_CLAIMS, SCOPE_CLAIMS } from './claims.ts';
import { createAssertionCheck } from './client-assertions.ts';
import { installClientInstances } from './client-instances.ts';
import { createFetch, installClientKeys } from './client-keys.ts';
import { clientPolicy, EXTRA_CLIENT_PROPERTIES, isPublicClient } from './client-metadata.ts';
import { installClientUse } from './client-use.ts';
import { CONSOLE_CLIENT_ID, consoleClientSecret } from './console-client.ts';
import { cookieConfiguration } from './cookies.ts';
import { allowsOrigin } from './cors.ts';
import { refuseDisabledClients } from './disabled-clients.ts';
import { deviceFlow, guardUserCodes } from './device-flow.ts';
import { discoveryAnswer } from './discovery-answer.ts';
import { engineKey } from './engine-key.ts';
import { replaceEngineSteps } from './engine-steps.ts';
import { finishWith } from './finish.ts';
import { engineWithHostedForms } from './hosted-response-modes.ts';
import { createInteractionPolicy } from './interaction-policy.ts';
import { installSignedIntrospection, introspection, introspectionAnswer } from './introspection.ts';
import { extraTokenClaims, JwtAccessTokens } from './jwt-access-tokens.ts';
import { tokenLifetimes } from './lifetimes.ts';
import { describeRefusal, explainRefusal, noteRefusals } from './log-refusals.ts';
import { createGrantLoader } from './load-grant.ts';
import type { OidcPages } from './oidc-pages.ts';
import { enabledAlgs, protocolFeatures } from './protocol-features.ts';
import { committingGrants, oneCommit } from './one-commit.ts';
import { onlyAt } from './only-at.ts';
import type { PublicDocuments } from './public-documents.ts';
import { installReplayDetection } from './replay-detection.ts';
import { assertRequestObjectFirstUse } from './request-objects.ts';
import { emptyRevocationAnswer } from './revocation-answer.ts';
import { installRefreshSuccession } from './refresh-overlap.ts';
import { createRefreshRotation } from './refresh-rotation.ts';
import { registrationDiscovery } from './registration-discovery.ts';
import { registrationEndpoint } from './registration-endpoint.ts';
import { requestsByPost } from './requests-by-post.ts';
import { resourceIndicators } from './resource-servers.ts';
import { PAGES, ROUTES, WELL_KNOWN } from './routes.ts';
import { rotateAtSignInOnly } from './session-rotation.ts';
import { installSlottedIdentifiers } from './slotted-identifiers.ts';
import { askedOutsideCeiling } from './asked-outside-ceiling.ts';
import { applyScopeCeiling, OFFLINE_ACCESS_WISH } from './scope-ceiling.ts';
import { installStoredPayloads } from './stored-payloads.ts';
import { installTokenExchange } from './token-exchange.ts';
import { answerUnavailable } from './unavailable.ts';
import { answerUnmatched } from './unmatched.ts';

export interface ProviderOptions extends LoadedSigningKeys {
  pages: OidcPages;
  /** Where refused requests are stored. */
  refusals: RefusalQueue;
  documents: MetadataDocuments;
  /** Answers that are the same for everybody. */
  public_documents: PublicDocuments;
}

/** The protocol engine, set up as `product.md` says. */
export function createProvider(context: Context, options: ProviderOptions): Provider {
  const jwks: JSONWebKeySet = { keys: options.keys };
  const jwtAccessTokens = new JwtAccessTokens(context, publicKeys(jwks));
  replaceEngineSteps(context);
  const Engine = committingGrants(engineWithHostedForms(options.pages), context);
  const provider = new Engine(context.issuer, {
    ...protocol(context),
    enabledJWA: enabledAlgs(options.algs),
    ...policies(context),
    jwks: { keys: options.keys.map(engineKey) },
    adapter: createAdapterFactory(context, jwtAccessTokens, options.documents),
    features: features(context, options.pages),
    renderError: describedErrorPage(context, options.pages),
  });
  // Behind the dispatcher, which sets the forwarded host and scheme to the public URL's, whatever a client sent.
  provider.proxy = true;
  installStoredPayloads(provider);
  jwtAccessTokens.install(provider);
  rotateAtSignInOnly(provider);
  installClientSecrets(provider, context);
  installClientInstances(provider, context);
  judgeDetailsByCeiling(provider);
  installClientKeys(provider, context);
  installReplayDetection(provider, context);
  refuseDisabledClients(provider);
  installBackChannelLogout(provider, context);
  noteRefusals(provider, context);
  installClientUse(provider, context);
  installSlottedIdentifiers(provider, context);
  installRefreshSuccession(provider, context);
  installTokenExchange(provider, context);
  installSignedIntrospection(provider, context);
  useAround(provider, context, options);
  return provider;
}

/** What is ours around the engine’s own handlers, outermost first. */
function useAround(provider: Provider, context: Context, options: ProviderOptions): void {
  const { pages, public_documents: documents } = options;
  provider.use(finishWith(context, [answerUnavailable, answerUnmatched(pages), explainRefusal(context, options.refusals)]));
  provider.use(
    onlyAt([
      [[ROUTES.authorization, ROUTES.end_session], requestsByPost(pages)],
      [[ROUTES.token, ROUTES.authorization], oneCommit(context, { ...pages, renderError: describedErrorPage(context, pages) })],
      [[WELL_KNOWN], documents.middleware()],
      [[WELL_KNOWN], registrationDiscovery(context)],
      [[ROUTES.registration], registrationEndpoint(context, new RegistrationLimits(context))],
      [[ROUTES.code_verification], guardUserCodes(context, pages)],
      [[ROUTES.authorization], acceptStepUpWithoutOpenid],
      [[ROUTES.introspection], introspectionAnswer(context)],
      [[ROUTES.revocation], emptyRevocationAnswer],
      [[WELL_KNOWN], discoveryAnswer(context)],
    ]),
  );
}

/** The page tells a developer what the answer to a program would tell. */
function describedErrorPage(context: Context, pages: OidcPages): OidcPages['renderError'] {
  return (ctx, out, error) =>
    pages.renderError(
      ctx,
      error instanceof errors.OIDCProviderError ? { ...out, error_description: describeRefusal(context, ctx, error) } : out,
      error,
    );
}

function protocol(context: Context): Configuration {
  return {
    routes: ROUTES,
    scopes: [...STANDARD_SCOPES],
    claims: { ...SCOPE_CLAIMS, ...Object.fromEntries(PROTOCOL_CLAIMS.map((claim) => [claim, null])) },
    responseTypes: ['code'],
    subjectTypes: ['public', 'pairwise'],
    acrValues: ACR_VALUES,
    clientAuthMethods: [...TOKEN_ENDPOINT_AUTH_METHODS],
    cookies: cookieConfiguration(context.issuer),
    ttl: tokenLifetimes(context),
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    discovery: { prompt_values_supported: ['none', 'login', 'consent', 'select_account'] },
    extraClientMetadata: { properties: EXTRA_CLIENT_PROPERTIES },
  };
}

function policies(context: Context): Configuration {
  return {
    findAccount: createAccountFinder(context),
    loadExistingGrant: createGrantLoader(context),
    interactions: {
      policy: createInteractionPolicy(context),
      url: (_ctx, interaction) => `${interaction.prompt.name === 'consent' ? PAGES.consent : PAGES.sign_in}/${interaction.uid}`,
    },
    extraParams: { [OFFLINE_ACCESS_WISH]: createScopeCheck(context), ...stepUpParameters },
    pkce: { required: pkceRequired },
    assertJwtClientAuthClaimsAndHeader: createAssertionCheck(context),
    fetch: createFetch(context),
    pairwiseIdentifier: async (_ctx, accountId, client) =>
      pairwiseSubject(context.keyring, { user_id: accountId, sector: clientPolicy(client).sector }),
    // Read when it is saved (see features/clients/sector-identifier-errors.ts), not at each request.
    sectorIdentifierUriValidate: () => false,
    clientBasedCORS: (_ctx, origin, client) => allowsOrigin(client, origin),
    rotateRefreshToken: createRefreshRotation(context),
    issueRefreshToken: async (_ctx, client, source) => client.grantTypeAllowed('refresh_token') && source.scopes.has('offline_access'),
    expiresWithSession: async (_ctx, source) => !source.scopes.has('offline_access'),
    extraTokenClaims: (ctx, token) => extraTokenClaims(ctx, token),
    // What is revoked is a family of tokens (see token-adapter.ts); the grant is the user's.
    revokeGrantPolicy: () => false,
    // OIDC Core §3.1.2.1 and RFC 6749 §4.1.3: always sent, always compared.
    allowOmittingSingleRegisteredRedirectUri: false,
  };
}

function features(context: Context, pages: OidcPages): NonNullable<Configuration['features']> {
  return {
    ...protocolFeatures(context),
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    claimsParameter: { enabled: true },
    deviceFlow: deviceFlow(pages),
    backchannelLogout: { enabled: true },
    introspection: { enabled: true, ...introspection },
    revocation: { enabled: true, allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId },
    resourceIndicators: resourceIndicators(context),
    richAuthorizationRequests: new RichAuthorizationRequests(context),
    rpInitiatedLogout: { enabled: true, logoutSource: pages.renderSignOut, postLogoutSuccessSource: pages.renderSignedOut },
    userinfo: { enabled: true },
  };
}

/** Applies the ceiling, and tells the operator what stood outside it. */
function createScopeCheck(context: Context) {
  const limit = refusedScopeLimit();
  return async (ctx: KoaContextWithOIDC, wish: string | undefined, client: Client): Promise<void> => {
    await recordRefusedScopes(context, limit, askedOutsideCeiling(ctx, client));
    applyScopeCeiling(ctx, wish, client);
    await assertRequestObjectFirstUse(context, ctx, client);
  };
}

/** `product.md`: public clients always; a confidential one sends PKCE or, with OpenID Connect, a nonce (RFC 9700 §2.1.1). */
function pkceRequired(ctx: KoaContextWithOIDC, client: Client): boolean {
  if (isPublicClient(client)) return true;
  const { pkce } = clientPolicy(client);
  if (pkce !== 'required_unless_nonce') return pkce === 'required';
  return !(ctx.oidc.requestParamScopes.has('openid') && ctx.oidc.params?.nonce !== undefined);
}

/** Several secrets for each client, stored as hashes. */
function installClientSecrets(provider: Provider, context: Context): void {
  const prototype = provider.Client.prototype as unknown as { compareClientSecret: (this: Client, actual: string) => Promise<boolean> };
  const consoleSecret = consoleClientSecret(context.keyring);
  prototype.compareClientSecret = async function compareWithHashes(actual) {
    if (this.clientId === CONSOLE_CLIENT_ID) return context.keyring.matches('client_secret', consoleSecret, actual);
    return verifyClientSecret(context, this.clientId, actual);
  };
}

function publicKeys(jwks: JSONWebKeySet): JSONWebKeySet {
  return { keys: jwks.keys.map(({ kty, kid, use, n, e, crv, x, y }) => ({ kty, kid, use, n, e, crv, x, y }) as JWK) };
}
