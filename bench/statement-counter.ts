import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const READY_FOR_QUERY = 'Z';

/** A proxy before PostgreSQL that counts statements and round trips. It speaks no TLS. */
export class StatementCounter {
  /** What the server takes for its database. */
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #statements: string[] = [];
  #roundTrips = 0;
  /** On how many connections an answer is being waited for. */
  #waiting = 0;

  private constructor(server: Server, databaseUrl: string) {
    this.#server = server;
    const url = new URL(databaseUrl);
    const database = { host: url.hostname, port: Number(url.port || 5432), noDelay: true };
    server.on('connection', (client) => this.#join(client, connect(database)));
    url.port = String((server.address() as AddressInfo).port);
    this.url = url.href;
  }

  static async before(databaseUrl: string): Promise<StatementCounter> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new StatementCounter(server, databaseUrl);
  }

  /** The SQL of everything so far that was run, in order. */
  statements(): readonly string[] {
    return this.#statements;
  }

  roundTrips(): number {
    return this.#roundTrips;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(client: Socket, database: Socket): void {
    let waiting = false;
    const wait = (now: boolean): void => {
      if (now === waiting) return;
      if (now && this.#waiting === 0) this.#roundTrips += 1;
      waiting = now;
      this.#waiting += now ? 1 : -1;
    };
    const run = statementReader((statement) => this.#statements.push(statement));
    // A client begins with a message that has no type.
    const asked = messageReader({ untyped: 1 }, (type, body) => {
      run(type, body);
      wait(true);
    });
    const answered = messageReader({ untyped: 0 }, (type) => {
      if (type === READY_FOR_QUERY) wait(false);
    });
    client.on('data', (chunk) => (asked(chunk), database.write(chunk)));
    database.on('data', (chunk) => (answered(chunk), client.write(chunk)));
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        wait(false);
        other.destroy();
      });
    }
  }
}

/** Calls back with the SQL of what the messages of a client run (PostgreSQL documentation, Message Formats). */
function statementReader(onStatement: (statement: string) => void): (type: string, body: Buffer) => void {
  const prepared = new Map<string, string>();
  let bound = '';
  return (type, body) => {
    const [first = '', second = ''] = body.toString('utf8').split('\0', 2);
    if (type === 'Q') onStatement(first);
    if (type === 'P') prepared.set(first, second);
    if (type === 'B') bound = prepared.get(second) ?? '';
    if (type === 'E') onStatement(bound);
  };
}

/** Calls back with each message in a stream of bytes. */
function messageReader({ untyped }: { untyped: number }, onMessage: (type: string, body: Buffer) => void): (chunk: Buffer) => void {
  let bytes: Buffer = Buffer.alloc(0);
  let bare = untyped;
  return (chunk) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    for (;;) {
      const lengthAt = bare > 0 ? 0 : 1;
      if (bytes.length < lengthAt + 4) return;
      const end = lengthAt + bytes.readInt32BE(lengthAt);
      if (bytes.length < end) return;
      if (bare > 0) bare -= 1;
      else onMessage(bytes.toString('latin1', 0, 1), bytes.subarray(5, end));
      bytes = bytes.subarray(end);
    }
  };
}
