import { generateKeyPairSync, verify } from 'node:crypto';
import { ExternalSigningKey } from 'oidc-provider';
import { expect, it } from 'vitest';
import { engineKey } from './engine-key.ts';

/** One signature in 128 has a number of fewer than 32 bytes, every other one a number whose first bit is set. */
const SIGNATURES = 2000;

it('a P-256 signature is two numbers of 32 bytes, whatever they are (RFC 7518 §3.4, RFC 3279 §2.2.3)', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = engineKey(privateKey.export({ format: 'jwk' }));
  if (!(key instanceof ExternalSigningKey)) throw new Error('the engine would sign by itself');
  const verifier = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  const lengths = new Set<number>();
  let wrong = 0;
  for (let n = 0; n < SIGNATURES; n += 1) {
    const data = Buffer.from(`signed ${n}`);
    const signature = await key.sign(data);
    lengths.add(signature.length);
    if (!verify('sha256', data, verifier, signature)) wrong += 1;
  }
  expect([...lengths]).toEqual([64]);
  expect(wrong).toBe(0);
});
