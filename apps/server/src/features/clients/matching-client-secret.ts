import { ClientId } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { equalBytes } from '../../platform/keyring.ts';
import { clientSecretHash } from './client-secret-hash.ts';
import { selectClientSecrets, type ClientSecretRow } from './client-secret-store.ts';

/** The unexpired secret that matches; every one is compared, so that time does not tell which. */
export async function matchingClientSecret(ctx: Context, clientId: string, clientSecret: string): Promise<ClientSecretRow | null> {
  const hash = clientSecretHash(ctx, clientId, clientSecret);
  return amongLive(ctx, await selectClientSecrets(ctx, clientId), hash);
}

/** The same among those that this process knows of, for the hot path: at most seconds behind (see platform/change-feed.ts). */
export async function matchingKnownSecret(ctx: Context, clientId: string, clientSecret: string): Promise<ClientSecretRow | null> {
  const hash = clientSecretHash(ctx, clientId, clientSecret);
  const secrets = await ctx.cache.get('client_secrets', clientId, async () =>
    // Anything may come from a request here.
    ClientId.safeParse(clientId).success ? selectClientSecrets(ctx, clientId) : null,
  );
  return amongLive(ctx, secrets ?? [], hash);
}

function amongLive(ctx: Context, secrets: readonly ClientSecretRow[], hash: Uint8Array): ClientSecretRow | null {
  const now = ctx.clock.now();
  const live = secrets.filter(({ expires_at }) => expires_at === null || expires_at > now);
  return live.filter((secret) => equalBytes(secret.secret_hash, hash))[0] ?? null;
}
