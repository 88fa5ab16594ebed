import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Context } from '../context.ts';
import type { MetadataDocuments } from '../features/metadata-documents/metadata-documents.ts';
import { clientAdapter } from './client-adapter.ts';
import { clientCredentialsAdapter } from './client-credentials-adapter.ts';
import { deviceCodeAdapter } from './device-code-adapter.ts';
import { grantAdapter } from './grant-adapter.ts';
import { interactionAdapter } from './interaction-adapter.ts';
import { pushedRequestAdapter } from './pushed-request-adapter.ts';
import { sessionAdapter } from './session-adapter.ts';
import { tokenAdapter } from './token-adapter.ts';
import type { JwtAccessTokens } from './jwt-access-tokens.ts';
import type { PartialAdapter } from './partial-adapter.ts';

const REFUSED = ['upsert', 'find', 'findByUid', 'findByUserCode', 'consume', 'destroy', 'revokeByGrantId'] as const;

/** The engine's storage: each artefact has its own file and tables. An operation that an artefact does not need is a fault of ours. */
export function createAdapterFactory(
  ctx: Context,
  jwtAccessTokens: JwtAccessTokens,
  documents: MetadataDocuments,
): (name: string) => Adapter {
  const adapters: Record<string, PartialAdapter> = {
    Client: clientAdapter(ctx, documents),
    Grant: grantAdapter(ctx),
    Session: sessionAdapter(ctx),
    Interaction: interactionAdapter(ctx),
    PushedAuthorizationRequest: pushedRequestAdapter(ctx),
    DeviceCode: deviceCodeAdapter(ctx),
    AuthorizationCode: tokenAdapter(ctx, 'authorization_codes'),
    RefreshToken: tokenAdapter(ctx, 'refresh_tokens'),
    AccessToken: jwtAccessTokens.accepting(tokenAdapter(ctx, 'access_tokens')),
    ClientCredentials: jwtAccessTokens.acceptingClientCredentials(clientCredentialsAdapter(ctx)),
  };
  return (name) => complete(name, adapters[name] ?? {});
}

function complete(name: string, partial: PartialAdapter): Adapter {
  const refused = REFUSED.map((operation) => [
    operation,
    () => Promise.reject(new Error(`${name}.${operation} is not part of what this server stores`)),
  ]);
  const { upsert, ...rest } = partial;
  // Everything that is saved here has a lifetime (see lifetimes.ts).
  const saving =
    upsert === undefined ? {} : { upsert: (id: string, payload: AdapterPayload, expiresIn = 0) => upsert(id, payload, expiresIn) };
  return { ...(Object.fromEntries(refused) as Record<(typeof REFUSED)[number], () => Promise<never>>), ...rest, ...saving };
}
