import { createServer, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands before the product as a reverse proxy does, and can spoil what a client is to check. */
export interface TamperingProxy {
  readonly origin: string;
  /** Where requests go from now on. */
  forwardTo(origin: string): void;
  /** While this runs, each ID token from the token endpoint has a signature that is not the product's. */
  withForgedSignatures<T>(run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function startTamperingProxy(): Promise<TamperingProxy> {
  let target = '';
  let forging = false;
  const server = createServer((request, response) => {
    const onward = httpRequest(target + (request.url ?? '/'), { method: request.method, headers: request.headers }, (answer) => {
      if (forging && request.url?.startsWith('/oauth2/token') === true) void forge(answer, response);
      else answer.pipe(response.writeHead(answer.statusCode ?? 502, answer.headers));
    });
    onward.once('error', () => response.headersSent || response.writeHead(502).end());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forwardTo(origin) {
      target = origin;
    },
    async withForgedSignatures(run) {
      forging = true;
      try {
        return await run();
      } finally {
        forging = false;
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Passes an answer of the token endpoint on with the first character of the ID token's signature changed (RFC 7515 §7.1). */
async function forge(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = (await text(answer)).replace(
    /("id_token":"[^".]+\.[^".]+\.)(.)/,
    (_all, signed: string, first: string) => signed + (first === 'A' ? 'B' : 'A'),
  );
  const headers: IncomingHttpHeaders = { ...answer.headers, 'content-length': String(Buffer.byteLength(body)) };
  delete headers['transfer-encoding'];
  response.writeHead(answer.statusCode ?? 502, headers).end(body);
}
