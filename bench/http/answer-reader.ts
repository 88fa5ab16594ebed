export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  /** Every value of a header, by its name in small letters. */
  headers(name: string): string[];
}

/** Puts the bytes of a connection together into answers (RFC 9112 §6), one after the other. */
export class AnswerReader {
  #bytes: Buffer = Buffer.alloc(0);

  /** Takes what has arrived; returns the answer when it is complete. */
  push(chunk: Buffer): HttpAnswer | null {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end === -1) return null;
    const head = this.#bytes.toString('latin1', 0, end);
    const status = Number(head.slice(9, 12));
    const body = bodyAfter(this.#bytes.subarray(end + 4), { head, status });
    if (body === null) return null;
    this.#bytes = this.#bytes.subarray(end + 4 + body.consumed);
    return { status, text: body.text, headers: (name) => valuesOf(head, name) };
  }
}

function bodyAfter(bytes: Buffer, { head, status }: { head: string; status: number }): { text: string; consumed: number } | null {
  if (status === 204 || status === 304) return { text: '', consumed: 0 };
  if (valuesOf(head, 'transfer-encoding')[0] === 'chunked') return chunkedBody(bytes);
  const length = Number(valuesOf(head, 'content-length')[0] ?? 0);
  return bytes.length < length ? null : { text: bytes.toString('utf8', 0, length), consumed: length };
}

function chunkedBody(bytes: Buffer): { text: string; consumed: number } | null {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line === -1) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16);
    const next = line + 2 + size + 2;
    if (bytes.length < next) return null;
    if (size === 0) return { text: Buffer.concat(parts).toString('utf8'), consumed: next };
    parts.push(bytes.subarray(line + 2, next - 2));
    at = next;
  }
}

function valuesOf(head: string, name: string): string[] {
  const values: string[] = [];
  const pattern = `\r\n${name}:`;
  const lower = head.toLowerCase();
  for (let at = lower.indexOf(pattern); at !== -1; at = lower.indexOf(pattern, at + 1)) {
    const end = head.indexOf('\r\n', at + 2);
    values.push(head.slice(at + pattern.length, end === -1 ? undefined : end).trim());
  }
  return values;
}
