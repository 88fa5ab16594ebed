import type { JWK } from 'jose';
import type { Context } from '../../context.ts';
import { selectPublishedSigningKeys } from './signing-key-store.ts';

/** The published key set (RFC 7517 §5), as verifiers see it. */
export async function loadPublicKeys(ctx: Context): Promise<JWK[]> {
  const rows = await selectPublishedSigningKeys(ctx);
  return rows.map((row) => row.public_jwk);
}
