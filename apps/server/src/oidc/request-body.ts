import type { IncomingMessage } from 'node:http';

/** Beyond this the engine refuses a body (its `shared/selective_body.js`). */
const MAX_BYTES = 56 * 1024;

/**
 * Lets the engine read a body in one piece. It goes through the stream by an async iterator, which costs more than all else that it does
 * with a small form; the events of the stream cost next to nothing.
 */
export function giveWholeBody(request: IncomingMessage): void {
  const iterable = request as { iterator: () => Iterable<Promise<Buffer>> | AsyncIterable<Buffer> };
  iterable.iterator = () => [wholeBody(request, { max_bytes: MAX_BYTES })];
}

/** All that a request has sent, when it is over. Fails when that is more than `max_bytes`, or the request is broken off. */
export function wholeBody(request: IncomingMessage, { max_bytes }: { max_bytes: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      // The rest is read and thrown away: a connection with an unread body serves no other request.
      if (length <= max_bytes) chunks.push(chunk);
      else reject(new Error(`the body is larger than ${max_bytes} bytes`));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('close', () => {
      // An error is costly to make, and this comes with every request.
      if (!request.readableEnded) reject(new Error('the request ended before its body'));
    });
  });
}
