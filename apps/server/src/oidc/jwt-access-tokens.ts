import type { AuthorizationDetail } from '@consentry/contract';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { Provider, type AccessToken, type AdapterPayload, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { knownClient } from '../features/clients/known-client.ts';
import type { GrantRow } from '../features/grants/find-grant.ts';
import { isTokenInForce } from '../features/clients/is-token-in-force.ts';
import { Attached } from '../platform/attached.ts';
import { lookUpGrant, lookUpGrantOfPair } from './look-up.ts';
import type { PartialAdapter } from './partial-adapter.ts';
import { authenticationClaims } from './authentication-context.ts';
import { clientPolicy, isFapiClient } from './client-metadata.ts';
import { carriedClaims, exchangeOf, type Actor } from './exchange-claims.ts';
import { exchangedGrantId } from './exchanged-grant.ts';
import { ROUTES } from './routes.ts';
import { structuredToken } from './structured-tokens.ts';

/** Claims of RFC 9068 §2.2 that every token of ours has. */
interface AccessTokenClaims extends JWTPayload {
  sub: string;
  client_id: string;
  jti: string;
  iat: number;
  exp: number;
  aud: string;
  scope?: string;
  grant_id?: string;
  /** Of a token that was issued in exchange for another (RFC 8693 §4.1). */
  act?: Actor;
  exchanged_from?: string[];
  /** RFC 9396 §9.1. */
  authorization_details?: AuthorizationDetail[];
  /** What the token is bound to (RFC 9449 §6.1, RFC 8705 §3.1). */
  cnf?: { jkt?: string; 'x5t#S256'?: string };
}

interface TokenWithGrant {
  readonly client?: Client | undefined;
  readonly resourceServer?: { accessTokenFormat?: string | undefined } | undefined;
  readonly grantId?: string | undefined;
}

/** What an access token says beyond what every one does; `undefined` when that is nothing. */
export function extraTokenClaims(ctx: KoaContextWithOIDC, token: object): Record<string, unknown> | undefined {
  const claims = { ...authenticationClaims(ctx), ...grantClaim(token) };
  return Object.keys(claims).length === 0 ? undefined : claims;
}

/**
 * JWTs of a pairwise client name the grant, because their `sub` names nobody to this server either. A grant belongs to one client alone;
 * what was issued in exchange names the grant that it comes from, and who acts (RFC 8693 §4.1).
 */
function grantClaim(token: object): Record<string, unknown> {
  const { client, resourceServer, grantId } = token as TokenWithGrant;
  const isJwt = resourceServer?.accessTokenFormat === 'jwt';
  const exchange = exchangeOf(token);
  if (exchange !== undefined) return { ...exchange.claims, ...(isJwt ? { grant_id: exchange.grant_id } : {}) };
  return client?.subjectType === 'pairwise' && isJwt && grantId !== undefined ? { grant_id: grantId } : {};
}

/** Access tokens as JWT (RFC 9068) where no resource was named: some clients read them, and userinfo takes them like opaque ones. */
export class JwtAccessTokens {
  readonly #ctx: Context;
  readonly #keys: ReturnType<typeof createLocalJWKSet>;
  readonly #audience: string;
  readonly #verified = new Attached<{ jwt: string; claims: Promise<AccessTokenClaims | null> }>();

  constructor(ctx: Context, jwks: JSONWebKeySet) {
    this.#ctx = ctx;
    this.#keys = createLocalJWKSet(jwks);
    this.#audience = ctx.issuer + ROUTES.userinfo;
  }

  /** Makes the engine issue JWTs to the clients that chose them. */
  install(provider: Provider): void {
    const audience = this.#audience;
    const { prototype } = provider.AccessToken;
    // oxlint-disable-next-line typescript/unbound-method -- called with the token it belongs to, below
    const { save } = prototype;
    prototype.save = async function saveInChosenFormat(this: AccessToken & { client?: Client; resourceServer?: unknown; aud?: unknown }) {
      if (this.client === undefined || clientPolicy(this.client).access_token_format !== 'jwt' || this.resourceServer !== undefined)
        return save.call(this);
      const jwt = { sign: { alg: isFapiClient(this.client) ? 'PS256' : 'RS256' } } as const;
      this.resourceServer = new provider.ResourceServer(audience, { scope: this.scope ?? '', audience, accessTokenFormat: 'jwt', jwt });
      try {
        return await save.call(this);
      } finally {
        // For the engine it stays a token for userinfo: with an audience it would put all claims into the ID token.
        delete this.aud;
      }
    };
  }

  /** An adapter that also finds JWTs which this server signed. */
  accepting(opaque: PartialAdapter): PartialAdapter {
    return {
      ...opaque,
      find: async (value) => {
        const jwt = structuredToken(value);
        return jwt === null ? opaque.find?.(value) : this.#readUserToken(jwt);
      },
    };
  }

  /** The same for tokens of the client credentials grant. */
  acceptingClientCredentials(opaque: PartialAdapter): PartialAdapter {
    return {
      ...opaque,
      find: async (value) => {
        const jwt = structuredToken(value);
        return jwt === null ? opaque.find?.(value) : this.#readClientToken(jwt);
      },
    };
  }

  async #readUserToken(jwt: string): Promise<AdapterPayload | undefined> {
    const claims = await this.#verify(jwt);
    if (claims === null || claims.sub === claims.client_id) return undefined;
    const grant = await this.#grantOf(claims);
    if (grant === null || issuedBefore(claims, grant.created_at)) return undefined;
    const isExchanged = claims.act !== undefined;
    const { client_id } = claims;
    if (isExchanged && (await knownClient(this.#ctx, client_id)) === null) return undefined;
    for (const id of new Set([client_id, grant.client_id])) if (!(await this.#isInForce(id, claims.iat))) return undefined;
    // A token for an API keeps its audience, which userinfo refuses (RFC 9068 §4).
    const audience = claims.aud === this.#audience ? {} : { aud: claims.aud };
    const grantId = isExchanged ? exchangedGrantId({ grant_id: grant.grant_id, client_id }) : grant.grant_id;
    return { ...payloadOf(claims), kind: 'AccessToken', accountId: grant.user_id, grantId, ...audience };
  }

  async #isInForce(clientId: string, issuedAt: number): Promise<boolean> {
    const client = await knownClient(this.#ctx, clientId);
    // The console's own client stands in no table.
    return client === null || isTokenInForce(client, issuedAt);
  }

  /** A pairwise `sub` leads to no user; such a token names its grant (see `grantClaim`), and so does one whose grant is another client's. */
  async #grantOf({ sub, client_id, grant_id, act }: AccessTokenClaims): Promise<GrantRow | null> {
    if (act !== undefined) return grant_id === undefined ? null : lookUpGrant(this.#ctx, grant_id);
    if (grant_id === undefined) return lookUpGrantOfPair(this.#ctx, { user_id: sub, client_id });
    const grant = await lookUpGrant(this.#ctx, grant_id);
    return grant?.client_id === client_id ? grant : null;
  }

  async #readClientToken(jwt: string): Promise<AdapterPayload | undefined> {
    const claims = await this.#verify(jwt);
    if (claims === null || claims.sub !== claims.client_id) return undefined;
    const client = await knownClient(this.#ctx, claims.client_id);
    if (client === null || !isTokenInForce(client, claims.iat)) return undefined;
    return { ...payloadOf(claims), kind: 'ClientCredentials', aud: claims.aud };
  }

  /** The engine asks for each kind of token in turn; a request’s JWT is verified once. */
  #verify(jwt: string): Promise<AccessTokenClaims | null> {
    const request = Provider.ctx?.oidc;
    const known = request === undefined ? undefined : this.#verified.get(request);
    if (known?.jwt === jwt) return known.claims;
    const claims = this.#readClaims(jwt);
    if (request !== undefined) this.#verified.set(request, { jwt, claims });
    return claims;
  }

  /** RFC 9068 §4: type, issuer and signature; the audience decides what it is good for. */
  async #readClaims(jwt: string): Promise<AccessTokenClaims | null> {
    try {
      const { payload } = await jwtVerify<AccessTokenClaims>(jwt, this.#keys, {
        issuer: this.#ctx.issuer,
        requiredClaims: ['sub', 'client_id', 'jti', 'iat', 'exp', 'aud'],
        typ: 'at+jwt',
        currentDate: this.#ctx.clock.now(),
      });
      return payload;
    } catch {
      // Whatever is wrong with a presented token, it is simply not one of ours.
      return null;
    }
  }
}

/** With what it is bound to: without that, a stolen token would be good without its key. */
function payloadOf({ jti, iat, exp, client_id, scope, cnf, authorization_details: rar, ...claims }: AccessTokenClaims): AdapterPayload {
  const binding = {
    ...(cnf?.jkt === undefined ? {} : { jkt: cnf.jkt }),
    ...(cnf?.['x5t#S256'] === undefined ? {} : { 'x5t#S256': cnf['x5t#S256'] }),
  };
  return {
    jti,
    iat,
    exp,
    clientId: client_id,
    extra: carriedClaims(claims),
    ...binding,
    ...(scope === undefined ? {} : { scope }),
    ...(rar === undefined ? {} : { rar }),
  };
}

/** A grant that was made anew inherits no token of the one before. */
function issuedBefore(claims: AccessTokenClaims, created: Date): boolean {
  return claims.iat < Math.floor(created.getTime() / 1000);
}
