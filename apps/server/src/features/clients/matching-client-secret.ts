import { ClientId } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { equalBytes, hashToken } from '../../platform/keyring.ts';
import { ownBytes } from '../../platform/own-bytes.ts';
import { clientSecretHash } from './client-secret-hash.ts';
import { selectClientSecrets, type ClientSecretRow } from './client-secret-store.ts';

/** The unexpired secret that matches; every one is compared, so that time does not tell which. */
export async function matchingClientSecret(ctx: Context, clientId: string, clientSecret: string): Promise<ClientSecretRow | null> {
  const hash = clientSecretHash(ctx, clientId, clientSecret);
  return firstEqual(liveOnes(ctx, await selectClientSecrets(ctx, clientId)), hash);
}

/** The same among those that this process knows of, for the hot path: at most seconds behind (see platform/change-feed.ts). */
export async function matchingKnownSecret(ctx: Context, clientId: string, clientSecret: string): Promise<ClientSecretRow | null> {
  const secrets = await ctx.cache.get('client_secrets', clientId, async () =>
    // Anything may come from a request here.
    ClientId.safeParse(clientId).success ? (await selectClientSecrets(ctx, clientId)).map(withOwnBytes) : null,
  );
  const live = liveOnes(ctx, secrets ?? []);
  const digest = hashToken(clientSecret);
  const before = live.filter((secret) => equalBytes(proven.get(secret) ?? NOTHING, digest))[0];
  if (before !== undefined) return before;
  const match = firstEqual(live, clientSecretHash(ctx, clientId, clientSecret));
  if (match !== null) proven.set(match, digest);
  return match;
}

function withOwnBytes(secret: ClientSecretRow): ClientSecretRow {
  return { ...secret, secret_hash: ownBytes(secret.secret_hash) };
}

/** What each kept row was proven with, as a plain hash in the memory of this process: the keyed one costs more than all else of a request’s check. */
const proven = new WeakMap<ClientSecretRow, Uint8Array>();
const NOTHING = new Uint8Array();

function liveOnes(ctx: Context, secrets: readonly ClientSecretRow[]): ClientSecretRow[] {
  const now = ctx.clock.now();
  return secrets.filter(({ expires_at }) => expires_at === null || expires_at > now);
}

function firstEqual(secrets: readonly ClientSecretRow[], hash: Uint8Array): ClientSecretRow | null {
  return secrets.filter((secret) => equalBytes(secret.secret_hash, hash))[0] ?? null;
}
