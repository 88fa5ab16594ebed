import type { Keyring } from '../../platform/keyring.ts';

/** `sub` of a user for all clients of one sector (OIDC Core §8.1): a keyed hash, which nobody without the encryption key can compare or undo. */
export function pairwiseSubject(keyring: Keyring, { sector, user_id }: { sector: string; user_id: string }): string {
  // Neither a host nor a client id has a line break, so that no two pairs make one value.
  return keyring.mac('pairwise_subject', `${sector}\n${user_id}`).toString('base64url');
}
