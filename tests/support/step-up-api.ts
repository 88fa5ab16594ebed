import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';

interface Demand {
  /** The one acr that is good enough. */
  acr: string;
  /** How many seconds ago the person may have signed in. */
  max_age: number;
}

/** An API of somebody who has read RFC 9470, and nothing of ours: it asks for a fresh sign-in where one is needed. */
export async function startStepUpApi(
  as: { issuer: string; jwks_uri: string },
  audience: string,
  demand: Demand,
): Promise<{ url: string; stop: () => void }> {
  const keys = createRemoteJWKSet(new URL(as.jwks_uri));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    try {
      const { payload } = await jwtVerify(token, keys, { issuer: as.issuer, audience, typ: 'at+jwt' });
      if (isEnough(payload, demand)) return void response.end('done');
      const { acr, max_age } = demand;
      response.setHeader('www-authenticate', `Bearer error="insufficient_user_authentication", acr_values="${acr}", max_age="${max_age}"`);
    } catch {
      response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
    }
    response.writeHead(401).end();
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => void server.close() };
}

/** RFC 9470 §6.2. Both sides count whole seconds. */
function isEnough(claims: JWTPayload, { acr, max_age }: Demand): boolean {
  const signedInAt = claims['auth_time'];
  return claims['acr'] === acr && typeof signedInAt === 'number' && Math.floor(Date.now() / 1000) - signedInAt <= max_age;
}
