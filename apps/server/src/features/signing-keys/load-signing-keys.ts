import { ALGS_OF_KEY_TYPE, type SigningAlg } from '@consentry/contract';
import type { JWK } from 'jose';
import type { Context } from '../../context.ts';
import { selectPublishedSigningKeys } from './signing-key-store.ts';

/** The encryption key of the configuration is not the one that the signing keys were encrypted with. */
export class WrongEncryptionKey extends Error {
  override name = 'WrongEncryptionKey';
}

export interface LoadedSigningKeys {
  /**
   * Private JWKs in the order in which a signer picks them: first those that sign now, newest first; then those that are announced.
   * RSA stands before the others, because RS256 is what every client verifies.
   */
  readonly keys: JWK[];
  /** What can be signed with now; the first key of a kind signs nothing while it is announced. */
  readonly algs: SigningAlg[];
}

export async function loadSigningKeys(ctx: Context): Promise<LoadedSigningKeys> {
  const now = ctx.clock.now();
  const rows = await selectPublishedSigningKeys(ctx);
  const active = rows.filter((row) => row.activates_at <= now);
  const announced = rows.filter((row) => row.activates_at > now);
  const ordered = [...active, ...announced].toSorted((a, b) => Number(b.kty === 'RSA') - Number(a.kty === 'RSA'));
  try {
    return {
      keys: ordered.map((row) => JSON.parse(ctx.keyring.open(`signing_key:${row.kid}`, row.sealed_private_jwk)) as JWK),
      algs: [...new Set(active.flatMap((row) => ALGS_OF_KEY_TYPE[row.kty]))],
    };
  } catch (cause) {
    throw new WrongEncryptionKey('the signing keys of this database were encrypted with another ENCRYPTION_KEY; start with that one', {
      cause,
    });
  }
}
