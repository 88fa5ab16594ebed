import type { Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { hashTokenText } from '../platform/keyring.ts';
import { isFirstUse } from './replay-store.ts';

interface ReplayDetection {
  unique: (issuer: string, jti: string, exp: number) => Promise<boolean>;
}

/**
 * A `jti` is good once (RFC 7523 §3). The engine looks and then writes, which lets two requests at once both pass; ours is one insert
 * that fails for all but the first.
 */
export function installReplayDetection(provider: Provider, context: Context): void {
  const { ReplayDetection: detection } = provider as unknown as { ReplayDetection: ReplayDetection };
  detection.unique = (issuer, jti, exp) =>
    isFirstUse(context, { id_hash: hashTokenText(JSON.stringify([issuer, jti])), expires_at: new Date(exp * 1000) });
}
