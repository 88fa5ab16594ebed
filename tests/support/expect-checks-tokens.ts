import { generateKeyPair, SignJWT } from 'jose';
import { expect } from 'vitest';
import { clientCredentialsToken } from './oauth-exchange.ts';
import { CREDENTIALS, ORDERS_API, REPORTS_API } from './standard-fixture.ts';
import { waitUntil } from './wait-until.ts';

interface ApiAtWork {
  issuer: string;
  /** Where the orders API answers, with the claims of the token. */
  origin: string;
  /** Tells what it has written. */
  program: { output(): string };
}

interface ApiAnswer {
  status: number;
  challenge: string | null;
  text: string;
}

/** An API takes tokens for it with the scope `orders:read`, and no others (RFC 6750 §3, RFC 9068 §4). */
export async function expectChecksTokens({ issuer, origin, program }: ApiAtWork): Promise<void> {
  const call = async (authorization?: string): Promise<ApiAnswer> => {
    const answer = await fetch(`${origin}/`, authorization === undefined ? {} : { headers: { authorization } });
    return { status: answer.status, challenge: answer.headers.get('www-authenticate'), text: await answer.text() };
  };
  await waitUntil('the API answers', async () => (await call()).status === 401, { timeout_ms: 60_000 }).catch((cause: unknown) => {
    throw new Error(program.output(), { cause });
  });

  const token = (resource: string, scope: string): Promise<string> =>
    clientCredentialsToken(issuer, { method: 'basic', ...CREDENTIALS['partner-machine'] }, { resource, scope });
  const taken = await call(`Bearer ${await token(ORDERS_API, 'orders:read')}`);
  expect([taken.status, taken.challenge]).toEqual([200, null]);
  expect(JSON.parse(taken.text)).toEqual({ sub: 'partner-machine', client_id: 'partner-machine', scope: 'orders:read' });
  expect(await call(`Bearer ${await token(ORDERS_API, 'orders:write')}`)).toMatchObject({
    status: 403,
    challenge: expect.stringContaining('insufficient_scope'),
  });

  const idToken = await signedToken(issuer, 'JWT');
  const forged = await signedToken(issuer, 'at+jwt');
  for (const bad of ['not-a-token', await token(REPORTS_API, 'orders:read'), 'eyJhbGciOiJub25lIn0.e30.', idToken, forged])
    expect(await call(`Bearer ${bad}`)).toMatchObject({ status: 401, challenge: expect.stringContaining('invalid_token') });
}

/** A token that says all the right things, signed with a key of somebody else. */
async function signedToken(issuer: string, typ: string): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256');
  const claims = { iss: issuer, aud: ORDERS_API, sub: 'alice', client_id: 'partner-web', scope: 'orders:read' };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ, kid: 'unknown' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);
}
