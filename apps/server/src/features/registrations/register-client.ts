import type { Client, RegistrationPolicy } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { mutate } from '../audit-events/mutate.ts';
import { createClient } from '../clients/create-client.ts';
import { useInitialAccessToken } from '../initial-access-tokens/use-initial-access-token.ts';
import { asRegistrationRefused } from './as-registration-refused.ts';
import { registeredClient } from './registered-client.ts';
import { parseRegistrationMetadata } from './registration-metadata.ts';
import { RegistrationRefused } from './registration-refused.ts';
import { insertRegistration } from './registration-store.ts';
import { selfRegisteredCeiling } from './self-registered-ceiling.ts';
import { readSoftwareStatement } from './software-statement.ts';

export interface RegistrationRequest {
  metadata: Readonly<Record<string, unknown>>;
  /** The initial access token, if one came. */
  token: string | null;
}

interface RegisteredNow {
  client: Client;
  client_secret: string | null;
  registration_access_token: string;
}

/**
 * A client registers itself (RFC 7591 §3). Whoever brings an initial access token or a software statement of a configured issuer
 * is vouched for; everybody else is in quarantine. Throws `RegistrationRefused`.
 */
export async function registerClient(ctx: Context, policy: RegistrationPolicy, request: RegistrationRequest): Promise<RegisteredNow> {
  assertOpen(policy, request);
  const { software_statement: statement, ...sent } = request.metadata;
  const vouched = statement === undefined || statement === null ? null : await readSoftwareStatement(ctx, policy, statement);
  // RFC 7591 §2.3: what the statement says goes before what stands beside it.
  const metadata = parseRegistrationMetadata({ ...sent, ...vouched?.metadata });
  const client_id = ctx.random.id();
  const self: Context = { ...ctx, actor: { type: 'client', id: client_id, scopes: new Set() } };
  return mutate(self, async (tx) => {
    const initial = await useToken(tx, request.token);
    const { settings, registered_metadata } = registeredClient(metadata, await selfRegisteredCeiling(tx, policy));
    const quarantined = initial === null && vouched === null;
    const created = await createClient(tx, {
      ...settings,
      self_registration: { client_id, origin: 'dynamic', quarantined, registered_metadata },
    }).catch((error: unknown) => {
      throw asRegistrationRefused(error);
    });
    const registrationAccessToken = tx.random.secret();
    await insertRegistration(tx, {
      client_id,
      access_token_hash: hashToken(registrationAccessToken),
      initial_access_token_id: initial,
      software_statement_issuer: vouched?.issuer ?? null,
      created_at: tx.clock.now(),
    });
    return { result: { ...created, registration_access_token: registrationAccessToken }, audit: null };
  });
}

function assertOpen({ dynamic_registration: mode }: RegistrationPolicy, { token }: RegistrationRequest): void {
  if (mode === 'off')
    throw new RegistrationRefused('access_denied', 'clients cannot register themselves here; ask the operator to make one');
  if (mode === 'initial_access_token' && token === null)
    throw new RegistrationRefused(
      'invalid_token',
      'an initial access token is needed; ask the operator for one and send it as a Bearer token',
    );
}

async function useToken(tx: Context, token: string | null): Promise<string | null> {
  if (token === null) return null;
  const used = await useInitialAccessToken(tx, token);
  if (used === null)
    throw new RegistrationRefused(
      'invalid_token',
      'the initial access token is unknown, expired, revoked or used up; ask the operator for another',
    );
  return used.initial_access_token_id;
}
