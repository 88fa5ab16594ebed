import { z } from 'zod';
import { SigningAlg } from './protocol-algorithms.ts';
import { route } from './route.ts';
import { NoNul, Timestamp } from './values.ts';

/** Kinds of keys that the server signs with (RFC 7518 §6.1, RFC 8037 §2). RSA and EC are always there; OKP (Ed25519) is added by an operator. */
export const SIGNING_KEY_TYPES = ['RSA', 'EC', 'OKP'] as const;
export const SigningKeyType = z.enum(SIGNING_KEY_TYPES).meta({ id: 'SigningKeyType' });
export type SigningKeyType = z.infer<typeof SigningKeyType>;

/** What each kind signs. RS256 is the first of all, because every client library verifies it. */
export const ALGS_OF_KEY_TYPE: Readonly<Record<SigningKeyType, readonly SigningAlg[]>> = {
  RSA: ['RS256', 'PS256'],
  EC: ['ES256'],
  OKP: ['EdDSA', 'Ed25519'],
};

/** The kind of key that an algorithm needs. */
export function keyTypeOf(alg: SigningAlg): SigningKeyType {
  return SIGNING_KEY_TYPES.find((kty) => ALGS_OF_KEY_TYPE[kty].includes(alg)) ?? 'RSA';
}

/** How long verifiers have to learn a new key before it signs, unless the caller says otherwise. */
export const ANNOUNCE_SECONDS = 15 * 60;
/** How old a key becomes before the server replaces it by itself. */
export const SIGNING_KEY_MAX_AGE_DAYS = 90;

export const SigningKeyState = z
  .enum(['announced', 'active', 'retiring'])
  .describe('announced: published, but not signing yet; active: signs; retiring: published while something that it signed may be valid')
  .meta({ id: 'SigningKeyState' });
export type SigningKeyState = z.infer<typeof SigningKeyState>;

/** A key of the published key set. Its private part never leaves the server. */
export const SigningKey = z
  .object({
    kid: z.string().describe('RFC 7638 thumbprint; the `kid` of what it signs'),
    kty: SigningKeyType,
    algs: z.array(SigningAlg),
    state: SigningKeyState,
    created_at: Timestamp,
    activates_at: Timestamp.describe('from then on it signs'),
    replaced_at: Timestamp.nullable().describe('from then on a newer key signs; null: none is announced'),
    retires_at: Timestamp.nullable().describe('from then on it is no longer published; null: no newer key is announced'),
  })
  .meta({ id: 'SigningKey' });
export type SigningKey = z.infer<typeof SigningKey>;

export const SigningKeys = z.object({ items: z.array(SigningKey) }).meta({ id: 'SigningKeys' });
export type SigningKeys = z.infer<typeof SigningKeys>;

const DAY = 86_400;

export const RotateSigningKeys = z
  .strictObject({
    ktys: z
      .array(SigningKeyType)
      .min(1)
      .max(SIGNING_KEY_TYPES.length)
      .optional()
      .describe('kinds that get a new key, `OKP` for the first time too; absent: all that there are'),
    announce_seconds: z
      .int()
      .min(0)
      .max(30 * DAY)
      .default(ANNOUNCE_SECONDS)
      .describe('how long the new key is published before it signs. Verifiers keep the key set for 5 minutes; some keep it longer'),
  })
  .meta({ id: 'RotateSigningKeys' });
export type RotateSigningKeys = z.infer<typeof RotateSigningKeys>;

export const signingKeys = {
  list: route({
    id: 'signing_keys.list',
    method: 'get',
    path: '/signing_keys',
    scope: 'settings:read',
    summary: 'Lists the keys of the published key set, by kind and newest first.',
    response: SigningKeys,
  }),
  rotate: route({
    id: 'signing_keys.rotate',
    method: 'post',
    path: '/signing_keys/rotate',
    scope: 'settings:write',
    summary:
      'Makes new keys, which sign after the announcement; the old ones stay published until nothing they signed is valid (OIDC Core §10.1.1).',
    body: RotateSigningKeys,
    response: SigningKeys,
  }),
  remove: route({
    id: 'signing_keys.remove',
    method: 'delete',
    path: '/signing_keys/{kid}',
    scope: 'settings:write',
    summary:
      'Removes a key at once: an announced one never signs, and what a retiring one signed no longer verifies. The last key of a kind goes when nothing is set up to use it.',
    params: z.object({ kid: NoNul.max(128) }),
    problems: ['signing-key-not-found', 'signing-key-in-use'],
  }),
};
