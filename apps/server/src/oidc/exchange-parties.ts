import { errors, type AccessToken, type Client, type Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { pairwiseSubject } from '../features/clients/pairwise-subject.ts';
import { findGrant, type GrantRow } from '../features/grants/find-grant.ts';
import { findUser } from '../features/users/find-user.ts';
import { clientPolicy } from './client-metadata.ts';
import { readExchangeClaims, type Actor, type ExchangeClaims } from './exchange-claims.ts';
import type { ExchangeContext } from './exchange-parameters.ts';
import { readExchangedGrantId } from './exchanged-grant.ts';

/** The user's token that is presented, and what the user granted to whom. */
export interface Subject {
  token: AccessToken;
  grant: GrantRow;
  /** The client that the user allowed something. */
  owner: Client;
  /** How the token came about, when that was an exchange too. */
  exchange: ExchangeClaims | null;
}

/**
 * The subject token, if this client may exchange it: one that it got itself, or one that was sent to it, because it is for an API
 * that the client is. To any other client it says no more than to one with a dead token.
 */
export async function findSubject(context: Context, ctx: ExchangeContext, value: string): Promise<Subject> {
  const { client, provider } = ctx.oidc;
  const token = await findUserToken(context, provider, value);
  if (token === undefined) throw unacceptable('subject_token', 'not valid');
  const isSentToClient = typeof token.aud === 'string' && clientPolicy(client).serves_resources.includes(token.aud);
  if (token.clientId !== client.clientId && !isSentToClient) throw unacceptable('subject_token', 'issued to another client');
  const grant = await findGrant(context, readExchangedGrantId(token.grantId)?.grant_id ?? token.grantId);
  const owner = grant === null ? undefined : await provider.Client.find(grant.client_id);
  if (grant === null || owner === undefined) throw unacceptable('subject_token', 'grant not found');
  return { token, grant, owner, exchange: readExchangeClaims(token.extra) };
}

/** Who acts: the client by itself, or a person who uses it and whose token it presents. Both have shown it by a token of their own. */
export async function findActor(context: Context, ctx: ExchangeContext, value: string | null): Promise<Actor> {
  const { client, provider } = ctx.oidc;
  const itself = { sub: client.clientId, client_id: client.clientId };
  if (value === null) return itself;
  const token = await findUserToken(context, provider, value);
  if (token !== undefined) {
    if (token.clientId !== client.clientId) throw unacceptable('actor_token', 'issued to another client');
    if (readExchangeClaims(token.extra) !== null) throw unacceptable('actor_token', 'exchanged');
    return { sub: subjectFor(context, client, token.accountId), client_id: client.clientId };
  }
  const own = await provider.ClientCredentials.find(value);
  if (own === undefined || own.clientId !== client.clientId) throw unacceptable('actor_token', 'not valid');
  return itself;
}

/** An access token that stands for a user who can still sign in, with a grant that still holds. */
async function findUserToken(context: Context, provider: Provider, value: string): Promise<AccessToken | undefined> {
  const token = await provider.AccessToken.find(value);
  if (token === undefined) return undefined;
  const grant = await provider.Grant.find(token.grantId, { ignoreExpiration: true });
  if (grant === undefined || grant.clientId !== token.clientId || grant.accountId !== token.accountId) return undefined;
  const user = await findUser(context, token.accountId);
  return user === null || user.disabled_at !== null ? undefined : token;
}

function subjectFor({ keyring }: Context, client: Client, userId: string): string {
  if (client.subjectType !== 'pairwise') return userId;
  return pairwiseSubject(keyring, { user_id: userId, sector: clientPolicy(client).sector });
}

/** RFC 8693 §2.2.2: whatever is wrong with a token, it is `invalid_request`. Only the log learns which it was. */
function unacceptable(parameter: 'subject_token' | 'actor_token', reason: string): Error {
  const description =
    parameter === 'subject_token'
      ? 'the subject_token is not one that this client may exchange: it must be a valid access token of a user, issued to this client or for an API that this client serves'
      : 'the actor_token is not one of this client: it must be a valid access token that was issued to it, and not in exchange';
  return new errors.InvalidRequest(description, undefined, `${parameter}: ${reason}`);
}
