import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { APIS } from './parties.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const documents: Record<string, Buffer> = {
  '/.well-known/openid-configuration': Buffer.from(process.env['DISCOVERY'] ?? ''),
  '/.well-known/jwks.json': Buffer.from(process.env['JWKS'] ?? ''),
};

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = encoded({ alg: 'ES256', typ: 'at+jwt', kid: randomUUID() });

/** The answer of a token endpoint, after nothing but the signature. */
async function answerToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const scope = new URLSearchParams(await text(request)).get('scope');
  const claims = {
    jti: randomUUID(),
    sub: APIS.es256.client_id,
    iat: 1,
    exp: 601,
    scope,
    iss: 'http://127.0.0.1',
    aud: APIS.es256.resource,
  };
  const input = `${HEADER}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
  answer(response, Buffer.from(JSON.stringify({ access_token: `${input}.${signature}`, expires_in: 600, token_type: 'Bearer', scope })));
}

function answer(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
}

const server = createServer((request, response) => {
  const document = documents[request.url ?? ''];
  if (document !== undefined) answer(response, document);
  else void answerToken(request, response);
});
server.listen(Number(process.env['PORT']), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
