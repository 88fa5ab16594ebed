import { ALGS_OF_KEY_TYPE, SIGNING_KEY_TYPES, type SigningKey, type SigningKeys } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { selectPublishedSigningKeys, type SigningKeyRow } from './signing-key-store.ts';

/** The published keys by kind and newest first, without anything private. */
export async function listSigningKeys(ctx: Context): Promise<SigningKeys> {
  const published = await selectPublishedSigningKeys(ctx);
  const kinds = SIGNING_KEY_TYPES.map((kty) => published.filter((row) => row.kty === kty));
  return { items: kinds.flatMap((rows) => rows.map((row, index) => presentSigningKey(row, rows[index - 1], ctx.clock.now()))) };
}

/** `newer` is the key of the same kind that follows this one. */
export function presentSigningKey(row: SigningKeyRow, newer: SigningKeyRow | undefined, now: Date): SigningKey {
  const isReplaced = newer !== undefined && newer.activates_at <= now;
  return {
    kid: row.kid,
    kty: row.kty,
    algs: [...ALGS_OF_KEY_TYPE[row.kty]],
    state: row.activates_at > now ? 'announced' : isReplaced ? 'retiring' : 'active',
    created_at: row.created_at.toISOString(),
    activates_at: row.activates_at.toISOString(),
    replaced_at: newer?.activates_at.toISOString() ?? null,
    retires_at: row.retires_at?.toISOString() ?? null,
  };
}
