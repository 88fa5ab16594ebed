import { ANNOUNCE_SECONDS, type SigningKeyType } from '@consentry/contract';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Context } from '../../context.ts';
import { mutate } from '../audit-events/mutate.ts';
import {
  deleteSigningKeys,
  insertSigningKey,
  lockSigningKeys,
  selectPublishedSigningKeys,
  updateSigningKeyRetirement,
  type SigningKeyRow,
} from './signing-key-store.ts';

/** An old key stays published this long after it has stopped signing: longer than any ID or access token lives. */
const RETAIN_SECONDS = 26 * 60 * 60;

const ALG_OF: Readonly<Record<SigningKeyType, string>> = { RSA: 'RS256', EC: 'ES256', OKP: 'EdDSA' };
/** Kinds that every server has; Ed25519 is added by an operator, because some old verifiers refuse a key set with a kind that they do not know. */
const ALWAYS_THERE: readonly SigningKeyType[] = ['RSA', 'EC'];

/** Makes the first keys when there are none; they sign at once. Instances that start together make one set. */
/** Instances whose clocks are a little behind must find keys that sign already, or none could. */
const FIRST_KEYS_LEEWAY_SECONDS = 60;

export async function ensureSigningKeys(ctx: Context): Promise<void> {
  if ((await selectPublishedSigningKeys(ctx)).length > 0) return;
  await mutate(ctx, async (tx) => {
    await lockSigningKeys(tx);
    if ((await selectPublishedSigningKeys(tx)).length > 0) return { result: undefined, audit: null };
    const since = new Date(tx.clock.now().getTime() - FIRST_KEYS_LEEWAY_SECONDS * 1000);
    const kids = await insertKeys(tx, ALWAYS_THERE, since);
    return { result: undefined, audit: { action: 'signing_key.created', details: { kids } } };
  });
}

/**
 * Announces new keys of these kinds, which take over signing after the announcement; the old ones stay published until nothing they
 * signed is valid. A key that is announced for later than the new one has signed nothing and is dropped.
 */
export async function rotateSigningKeys(
  ctx: Context,
  input: { ktys?: readonly SigningKeyType[] | undefined; announce_seconds?: number | undefined } = {},
): Promise<void> {
  await mutate(ctx, async (tx) => {
    await lockSigningKeys(tx);
    const published = await selectPublishedSigningKeys(tx);
    const ktys = [...new Set(input.ktys ?? published.map(({ kty }) => kty))];
    const activatesAt = new Date(tx.clock.now().getTime() + (input.announce_seconds ?? ANNOUNCE_SECONDS) * 1000);
    for (const kty of ktys)
      await makeRoom(
        tx,
        published.filter((key) => key.kty === kty),
        activatesAt,
      );
    const kids = await insertKeys(tx, ktys, activatesAt);
    const details = { kids, ktys, activates_at: activatesAt.toISOString() };
    return { result: undefined, audit: { action: 'signing_key.rotated', details } };
  });
}

/** When a key is no longer published whose successor begins to sign then. */
export function retirementAfter(successor: Pick<SigningKeyRow, 'activates_at'> | undefined): Date | null {
  return successor === undefined ? null : new Date(successor.activates_at.getTime() + RETAIN_SECONDS * 1000);
}

/** `keys` are of one kind, newest first. */
async function makeRoom(tx: Context, keys: readonly SigningKeyRow[], activatesAt: Date): Promise<void> {
  const now = tx.clock.now();
  const overtaken = keys.filter((key) => key.activates_at > now && key.activates_at >= activatesAt);
  await deleteSigningKeys(
    tx,
    overtaken.map(({ kid }) => kid),
  );
  const before = keys.find((key) => !overtaken.includes(key));
  if (before !== undefined) await updateSigningKeyRetirement(tx, before.kid, retirementAfter({ activates_at: activatesAt }));
}

async function insertKeys(ctx: Context, ktys: readonly SigningKeyType[], activatesAt: Date): Promise<string[]> {
  const keys = await Promise.all(ktys.map((kty) => createKey(ctx, kty, activatesAt)));
  for (const key of keys) await insertSigningKey(ctx, key);
  return keys.map(({ kid }) => kid);
}

async function createKey(ctx: Context, kty: SigningKeyType, activatesAt: Date): Promise<SigningKeyRow> {
  const { privateKey, publicKey } = await generateKeyPair(ALG_OF[kty], { extractable: true, modulusLength: 2048 });
  const publicJwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const privateJwk = { ...(await exportJWK(privateKey)), kid, use: 'sig' };
  return {
    kid,
    kty,
    public_jwk: { ...publicJwk, kid, use: 'sig' },
    sealed_private_jwk: ctx.keyring.seal(`signing_key:${kid}`, JSON.stringify(privateJwk)),
    created_at: ctx.clock.now(),
    activates_at: activatesAt,
    retires_at: null,
  };
}
