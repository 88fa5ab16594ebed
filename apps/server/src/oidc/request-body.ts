import type { IncomingMessage } from 'node:http';

/** Beyond this the engine refuses a body (its `shared/selective_body.js`); reading on would fill the memory. */
const MAX_BYTES = 56 * 1024;

/** What is read of a request that the engine reads, changed on its way if need be. */
type Change = (body: Buffer) => Buffer;

/**
 * Lets the engine read a body in one piece. It goes through the stream by an async iterator, which costs more than all else that it does
 * with a small form; the events of the stream cost next to nothing.
 * @param change what the engine is to read instead; the length is then not known before
 */
export function giveWholeBody(request: IncomingMessage, change?: Change): void {
  if (change !== undefined && request.headers['content-length'] !== undefined) {
    delete request.headers['content-length'];
    request.headers['transfer-encoding'] = 'chunked';
  }
  Object.defineProperty(request, 'iterator', { value: () => [wholeBody(request, change)], configurable: true });
}

function wholeBody(request: IncomingMessage, change: Change = (body) => body): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // The rest is read and thrown away: a connection with an unread body serves no other request.
      if (length <= MAX_BYTES) chunks.push(chunk);
      else reject(new Error('request entity too large'));
    });
    request.on('end', () => resolve(change(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks))));
    request.on('error', reject);
    request.on('close', () => reject(new Error('the request ended before its body')));
  });
}
