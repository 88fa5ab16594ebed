import { keyTypeOf, type FieldError, type SigningAlg } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { holdActiveSigningKey } from './signing-key-store.ts';

/** Members that name an algorithm for which no key signs now: nothing could be issued. In a transaction, the keys that were found stay until it is over. */
export async function signingAlgErrors(ctx: Context, members: Readonly<Record<string, SigningAlg | null>>): Promise<FieldError[]> {
  const named = Object.entries(members).flatMap(([member, alg]) => (alg !== null && keyTypeOf(alg) === 'OKP' ? [{ member, alg }] : []));
  if (named.length === 0 || (await holdActiveSigningKey(ctx, 'OKP'))) return [];
  return named.map(({ member, alg }) => ({
    pointer: `#/${member}`,
    detail: `cannot be ${alg}, because no Ed25519 key signs yet: add one to the signing keys, and wait until it is active`,
  }));
}
