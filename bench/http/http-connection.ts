import { connect, type Socket } from 'node:net';
import { AnswerReader, type HttpAnswer } from './answer-reader.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** Path and query. */
  target: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** `node:http` closes a connection that has been idle for five seconds. */
const IDLE_MILLISECONDS = 2000;

/**
 * One kept connection with one request at a time. It does no more than the benchmark needs, so that the driver, which shares its core with the
 * database, takes as little of it as it can.
 */
export class HttpConnection {
  readonly #origin: string;
  readonly #host: string;
  #socket: Socket | null = null;
  #used_at = 0;
  #reader = new AnswerReader();
  #waiting: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | null = null;

  constructor(origin: string) {
    this.#origin = origin;
    this.#host = new URL(origin).host;
  }

  send({ method, target, headers = {}, body }: HttpRequest): Promise<HttpAnswer> {
    if (this.#waiting !== null) throw new Error('one request at a time');
    let text = `${method} ${target} HTTP/1.1\r\nhost: ${this.#host}\r\n`;
    for (const name in headers) text += `${name}: ${headers[name]}\r\n`;
    if (body !== undefined) text += `content-type: application/x-www-form-urlencoded\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
    const socket = this.#freshSocket();
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      socket.write(`${text}\r\n${body ?? ''}`);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  #freshSocket(): Socket {
    const now = performance.now();
    if (now - this.#used_at > IDLE_MILLISECONDS) this.close();
    this.#used_at = now;
    this.#socket ??= this.#connect();
    return this.#socket;
  }

  #connect(): Socket {
    const { hostname, port } = new URL(this.#origin);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    this.#reader = new AnswerReader();
    socket.on('data', (chunk) => this.#receive(chunk));
    const ended = (error?: Error | boolean): void => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#waiting?.reject(error instanceof Error ? error : new Error(`${this.#origin} closed the connection`));
      this.#waiting = null;
    };
    socket.on('error', ended);
    socket.on('close', ended);
    return socket;
  }

  #receive(chunk: Buffer): void {
    const answer = this.#reader.push(chunk);
    if (answer === null) return;
    this.#used_at = performance.now();
    if (answer.headers('connection')[0] === 'close') this.close();
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.resolve(answer);
  }
}
