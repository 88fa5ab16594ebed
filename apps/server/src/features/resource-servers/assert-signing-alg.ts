import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { signingAlgErrors } from '../signing-keys/signing-alg-errors.ts';
import type { ResourceServerRow } from './resource-server-store.ts';

/** Throws `invalid-request` when no key signs with the algorithm of the access tokens. */
export async function assertSigningAlg(ctx: Context, { access_token_signing_alg }: ResourceServerRow): Promise<void> {
  const errors = await signingAlgErrors(ctx, { access_token_signing_alg });
  if (errors[0] !== undefined) throw new Problem('invalid-request', `${errors[0].pointer}: ${errors[0].detail}`, { errors });
}
