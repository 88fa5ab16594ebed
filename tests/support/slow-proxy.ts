import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be made longer. */
export interface SlowProxy {
  /** The same URL, through the proxy. */
  readonly url: string;
  /** From now on each piece of a request arrives this much later. */
  delay(milliseconds: number): void;
  close(): Promise<void>;
}

export async function slowProxy(target: URL): Promise<SlowProxy> {
  let milliseconds = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    // Timers of one length fire in order, so that no piece overtakes another.
    client.on('data', (piece) => {
      if (milliseconds === 0) upstream.write(piece);
      else setTimeout(() => upstream.write(piece), milliseconds);
    });
    upstream.on('data', (piece) => client.write(piece));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    delay(next) {
      milliseconds = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
