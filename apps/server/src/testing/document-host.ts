import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { selfSignedCertificate } from './self-signed-certificate.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An https server on this machine that has client ID metadata documents, and counts who asks for them. */
export interface DocumentHost {
  /** `127.0.0.1:PORT`, as METADATA_DOCUMENT_LOOPBACK_HOSTS takes it. */
  readonly host: string;
  /** Whoever asks has to trust it. */
  readonly certificate: string;
  url(path: string): string;
  /** What is answered at a path; a document is answered as JSON, with its own URL as client_id unless it has one. */
  serve(path: string, answer: Answer | object): string;
  hits(path: string): number;
  stop(): Promise<void>;
}

export async function startDocumentHost(): Promise<DocumentHost> {
  const { key, cert: certificate } = selfSignedCertificate('127.0.0.1');
  const answers = new Map<string, Answer>();
  const hits = new Map<string, number>();
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const path = request.url ?? '/';
    hits.set(path, (hits.get(path) ?? 0) + 1);
    const answer = answers.get(path);
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const url = (path: string): string => `https://${host}${path}`;
  return {
    host,
    certificate,
    url,
    serve(path, answer) {
      answers.set(path, typeof answer === 'function' ? (answer as Answer) : json({ client_id: url(path), ...answer }));
      return url(path);
    },
    hits: (path) => hits.get(path) ?? 0,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function json(document: object): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document));
  };
}
