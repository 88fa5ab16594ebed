import type { AuthorizationDetail } from '@consentry/contract';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Client, Interaction, InteractionResults } from 'oidc-provider';
import type { Context } from '../context.ts';
import type { ClientIdentity } from '../features/clients/client-identity.ts';
import type { GrantRow } from '../features/grants/find-grant.ts';
import type { ScopeIdentity } from '../features/grants/new-scopes.ts';
import type { AccountUser } from '../features/users/account-sql.ts';
import { Attached } from '../platform/attached.ts';
import { PASSWORD_SIGN_IN } from './authentication-context.ts';
import { readDetails } from './requested-details.ts';
import { clientPolicy, isInCeiling } from './client-metadata.ts';
import { ClientDisabled } from './disabled-clients.ts';
import { ASKING_AGAIN } from './interaction-policy.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import type { ProviderHost } from './provider-host.ts';
import { findSessionVisit, type SessionVisit } from './session-visit.ts';

/** The interaction is over, belongs to another browser, or was never there. */
export class InteractionGone extends Error {
  override name = 'InteractionGone';
}

export type RequestedScope = ScopeIdentity;

interface OptionalScopes {
  optional_scopes: readonly string[];
  optional_resource_scopes: Readonly<Record<string, readonly string[]>>;
}

interface ClientOrigin {
  quarantined: boolean;
  face: string | null;
  document_host: string | null;
}

/** An authorization request that waits for a person, as the hosted pages need it. */
export interface PendingInteraction {
  uid: string;
  prompt: 'login' | 'select_account' | 'consent';
  client: {
    client_id: string;
    name: string;
    description: string;
    party: 'first_party' | 'third_party';
    native: boolean;
    identity: ClientIdentity;
  } & ClientOrigin &
    OptionalScopes;
  /** The user of the browser's session, if there is one. */
  user_id: string | null;
  user: AccountUser | null;
  /** What that user has allowed the client, in whatever session, if it holds now. */
  held_grant: GrantRow | null;
  /** That session itself. */
  session_uid: string | null;
  /** What the request asks for that was neither granted nor left out before. */
  missing: RequestedScope[];
  /** Of the same, what is asked for one by one (RFC 9396). */
  missing_details: readonly AuthorizationDetail[];
  /** All details of the request. */
  details: readonly AuthorizationDetail[];
  /** Whether what was left out before is asked again, as `prompt=consent` wants (OIDC Core §3.1.2.1). */
  asks_again: boolean;
  /** The client may not have all of it any more: the engine has to judge the request anew before anybody is asked. */
  outdated: boolean;
  /** All scopes of the request, each at the resources that it asks for. */
  scopes: readonly string[];
  resources: readonly string[];
  /** `null`: no browser is sent anywhere; a device waits for the answer (RFC 8628). */
  redirect_uri: string | null;
  login_hint: string | null;
  ui_locales: readonly string[];
  /** The request as it came, to begin it anew. */
  params: Readonly<Record<string, unknown>>;
}

export type InteractionAnswer =
  | { login: { user_id: string; at: Date } }
  | { select_account: true }
  | { consent: true }
  /** Nobody has answered: the request is judged anew. */
  | { anew: true }
  | { error: 'access_denied'; description: string };

interface Found {
  interaction: Interaction;
  visit: SessionVisit | null;
}

/** The door through which the hosted pages read and answer the engine's interactions. */
export class Interactions {
  readonly #ctx: Context;
  readonly #host: ProviderHost;
  readonly #sessions: BrowserSessions;
  readonly #found = new Attached<Promise<Found>>();

  constructor(ctx: Context, host: ProviderHost, sessions: BrowserSessions) {
    this.#ctx = ctx;
    this.#host = host;
    this.#sessions = sessions;
  }

  /** Reads the interaction of this browser. Throws `InteractionGone`, and `ClientDisabled` when the client was disabled meanwhile. */
  async read(request: IncomingMessage, response: ServerResponse, uid: string): Promise<PendingInteraction> {
    const { interaction, visit } = await this.#find(request, response);
    if (interaction.uid !== uid) throw new InteractionGone('the address names another interaction than the cookie');
    const client = await this.#host.provider.Client.find(String(interaction.params.client_id));
    if (client === undefined) throw new InteractionGone('the client was deleted');
    if (clientPolicy(client).disabled) throw new ClientDisabled();
    return present(interaction, client, visit);
  }

  /** Answers the interaction; the browser has to go to the URL that is returned. */
  async answer(request: IncomingMessage, response: ServerResponse, answer: InteractionAnswer): Promise<string> {
    if ('login' in answer) await this.#leaveOtherAccount(request, response, answer.login.user_id);
    return this.#save(request, response, toResult(answer));
  }

  /** Somebody else signs in: the session before ends here, and the interaction goes on without it. */
  async #leaveOtherAccount(request: IncomingMessage, response: ServerResponse, userId: string): Promise<void> {
    const { interaction } = await this.#find(request, response);
    if (interaction.session === undefined || interaction.session.accountId === userId) return;
    delete interaction.session;
    await interaction.persist();
    await this.#sessions.signOut(request, response);
  }

  /** What the person answered before, in this request’s pauses, still counts; an error is an answer by itself. */
  async #save(request: IncomingMessage, response: ServerResponse, result: InteractionResults): Promise<string> {
    const { interaction } = await this.#find(request, response);
    interaction.result = 'error' in result ? result : { ...interaction.lastSubmission, ...result };
    await interaction.persist();
    return interaction.returnTo;
  }

  /** Read once for each request of the browser. */
  #find(request: IncomingMessage, response: ServerResponse): Promise<Found> {
    const known = this.#found.get(request);
    if (known !== undefined) return known;
    const found = this.#look(request, response);
    this.#found.set(request, found);
    return found;
  }

  /** The interaction that the browser’s cookie names, while the session that it began with is still that user’s. */
  async #look(request: IncomingMessage, response: ServerResponse): Promise<Found> {
    const { provider } = this.#host;
    const { cookies } = provider.createContext(request, response);
    const id = cookies.get(provider.cookieName('interaction'), { signed: false });
    const interaction = id === undefined ? undefined : await provider.Interaction.find(id);
    if (interaction === undefined) throw new InteractionGone('the cookie names no interaction');
    const { session, params } = interaction;
    if (session?.uid === undefined) return { interaction, visit: null };
    const visit = await findSessionVisit(this.#ctx, { session_uid: session.uid, client_id: String(params.client_id) });
    if (visit === null || visit.user_id !== (session.accountId ?? null))
      throw new InteractionGone('the session has ended, or is somebody else’s');
    return { interaction, visit };
  }
}

function toResult(answer: InteractionAnswer): InteractionResults {
  if ('login' in answer)
    return {
      login: { accountId: answer.login.user_id, ...PASSWORD_SIGN_IN, ts: Math.floor(answer.login.at.getTime() / 1000) },
      select_account: {},
    };
  if ('select_account' in answer) return { select_account: {} };
  if ('consent' in answer) return { consent: {} };
  if ('anew' in answer) return {};
  return { error: answer.error, error_description: answer.description };
}

function present(interaction: Interaction, client: Client, visit: SessionVisit | null): PendingInteraction {
  const { params, prompt, session } = interaction;
  const policy = clientPolicy(client);
  const missing = missingScopes(prompt.details);
  const text = (name: string): string => (typeof params[name] === 'string' ? params[name] : '');
  const types = policy.ceiling.authorization_details_types;
  const details = readDetails(text('authorization_details') || '[]');
  return {
    uid: interaction.uid,
    prompt: prompt.name as PendingInteraction['prompt'],
    client: {
      client_id: client.clientId,
      name: client.clientName ?? client.clientId,
      description: policy.description,
      party: policy.party,
      native: policy.app_type === 'native',
      quarantined: policy.quarantined,
      face: policy.face,
      document_host: policy.document_host,
      identity: policy.identity,
      ...policy.optional,
    },
    user_id: session?.accountId ?? null,
    user: visit?.user ?? null,
    held_grant: visit?.grant ?? null,
    session_uid: session?.uid ?? null,
    missing,
    asks_again: prompt.reasons.some((reason) => ASKING_AGAIN.includes(reason)),
    missing_details: (prompt.details['missing_details'] ?? []) as AuthorizationDetail[],
    details,
    outdated: missing.some((scope) => !isInCeiling(client, scope)) || details.some(({ type }) => !types.includes(type)),
    scopes: text('scope').split(' ').filter(Boolean),
    resources: [params.resource ?? []].flat().map(String),
    redirect_uri: text('redirect_uri') || null,
    login_hint: text('login_hint') || null,
    ui_locales: text('ui_locales').split(' ').filter(Boolean),
    params,
  };
}

function missingScopes(details: Interaction['prompt']['details']): RequestedScope[] {
  const own = (details.missingOIDCScope ?? []) as string[];
  const others = Object.entries((details.missingResourceScopes ?? {}) as Record<string, string[]>);
  return [
    ...own.map((scope) => ({ resource: null, scope })),
    ...others.flatMap(([resource, scopes]) => scopes.map((scope) => ({ resource, scope }))),
  ];
}
