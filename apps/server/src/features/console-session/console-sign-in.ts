import type * as openid from 'openid-client';
import { MANAGEMENT_SCOPES } from '@consentry/contract';
import type { Context } from '../../context.ts';
import type { PendingSignIn } from './console-session.ts';

export interface ConsoleClientOptions {
  issuer: string;
  client_id: string;
  client_secret: string;
  /** The resource indicator of the management API. */
  resource: string;
  /** How the server reaches itself: in process, so that no proxy or firewall stands between. */
  fetch: openid.CustomFetch;
}

/** Loaded with the first sign-in. */
function clientLibrary(): Promise<typeof openid> {
  return import('openid-client');
}

/** The console as relying party of our own authorization endpoint. */
export class ConsoleSignIn {
  readonly #options: ConsoleClientOptions;
  #configuration: Promise<openid.Configuration> | null = null;

  constructor(options: ConsoleClientOptions) {
    this.#options = options;
  }

  async begin(ctx: Context, returnTo: string): Promise<{ url: URL; pending: PendingSignIn }> {
    const client = await clientLibrary();
    const pending = { state: ctx.random.secret(), nonce: ctx.random.secret(), code_verifier: ctx.random.secret(), return_to: returnTo };
    const url = client.buildAuthorizationUrl(await this.#configure(), {
      redirect_uri: `${this.#options.issuer}/console/callback`,
      scope: ['openid', ...MANAGEMENT_SCOPES].join(' '),
      resource: this.#options.resource,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.code_verifier),
      code_challenge_method: 'S256',
    });
    return { url, pending };
  }

  /** Redeems the code of the callback. Throws when anything about it is not as it was begun. */
  async finish(callback: URL, pending: PendingSignIn): Promise<{ user_id: string; access_token: string }> {
    const client = await clientLibrary();
    const tokens = await client.authorizationCodeGrant(
      await this.#configure(),
      callback,
      { expectedState: pending.state, expectedNonce: pending.nonce, pkceCodeVerifier: pending.code_verifier, idTokenExpected: true },
      { resource: this.#options.resource },
    );
    const sub = tokens.claims()?.sub;
    if (sub === undefined) throw new Error('the token response has no ID token');
    return { user_id: sub, access_token: tokens.access_token };
  }

  #configure(): Promise<openid.Configuration> {
    this.#configuration ??= this.#discover().catch((error: unknown) => {
      // The next sign-in tries again.
      this.#configuration = null;
      throw error;
    });
    return this.#configuration;
  }

  async #discover(): Promise<openid.Configuration> {
    const client = await clientLibrary();
    const { issuer, client_id, client_secret, fetch } = this.#options;
    const options: openid.DiscoveryRequestOptions = {
      [client.customFetch]: fetch,
      ...(issuer.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {}),
    };
    return client.discovery(new URL(issuer), client_id, undefined, client.ClientSecretBasic(client_secret), options);
  }
}
