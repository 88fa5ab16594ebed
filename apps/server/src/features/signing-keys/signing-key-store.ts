import type { SigningKeyType } from '@consentry/contract';
import { sql } from 'kysely';
import type { JWK } from 'jose';
import type { Context } from '../../context.ts';

export interface SigningKeyRow {
  kid: string;
  kty: SigningKeyType;
  public_jwk: JWK;
  sealed_private_jwk: Uint8Array;
  created_at: Date;
  /** From then on it signs; before, it is only announced (OIDC Core §10.1.1). */
  activates_at: Date;
  /** From then on it is no longer published; null while no newer one is announced. */
  retires_at: Date | null;
}

/** Serialises whoever changes the set of keys, so that instances that start together make one set. */
export async function lockSigningKeys(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('consentry signing keys'))`.execute(ctx.db);
}

/** Keys that are published now, newest first. */
export async function selectPublishedSigningKeys(ctx: Context): Promise<SigningKeyRow[]> {
  const { rows } = await sql<SigningKeyRow>`
    select * from signing_keys where retires_at is null or retires_at > ${ctx.clock.now()}
    order by activates_at desc, retires_at desc nulls first, kid`.execute(ctx.db);
  return rows;
}

/** Whether a key of this kind signs now; inside a transaction it stays until that is over. */
export async function holdActiveSigningKey(ctx: Context, kty: SigningKeyType): Promise<boolean> {
  const now = ctx.clock.now();
  const { rows } = await sql`
    select kid from signing_keys where kty = ${kty} and activates_at <= ${now} and (retires_at is null or retires_at > ${now})
    for key share`.execute(ctx.db);
  return rows.length > 0;
}

export async function insertSigningKey(ctx: Context, key: SigningKeyRow): Promise<void> {
  await sql`
    insert into signing_keys (kid, kty, public_jwk, sealed_private_jwk, created_at, activates_at, retires_at)
    values (${key.kid}, ${key.kty}, ${JSON.stringify(key.public_jwk)}::jsonb, ${key.sealed_private_jwk}, ${key.created_at}, ${key.activates_at}, ${key.retires_at})`.execute(
    ctx.db,
  );
}

export async function updateSigningKeyRetirement(ctx: Context, kid: string, at: Date | null): Promise<void> {
  await sql`update signing_keys set retires_at = ${at} where kid = ${kid}`.execute(ctx.db);
}

export async function deleteSigningKeys(ctx: Context, kids: readonly string[]): Promise<void> {
  await sql`delete from signing_keys where kid = any(${kids})`.execute(ctx.db);
}

export async function deleteRetiredSigningKeys(ctx: Context): Promise<void> {
  await sql`delete from signing_keys where retires_at <= ${ctx.clock.now()}`.execute(ctx.db);
}
