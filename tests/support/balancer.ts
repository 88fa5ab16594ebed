import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before several instances and gives each request to the next one. */
export interface Balancer {
  readonly origin: string;
  use(origins: readonly string[]): void;
  close(): Promise<void>;
}

export async function startBalancer(): Promise<Balancer> {
  let origins: readonly string[] = [];
  let turn = 0;
  const agent = new Agent({ keepAlive: false });
  const server = createServer((request, response) => {
    turn += 1;
    const target = origins[turn % origins.length];
    if (target === undefined) response.writeHead(502).end();
    else pass({ agent, target }, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    use(next) {
      origins = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass({ agent, target }: { agent: Agent; target: string }, request: IncomingMessage, response: ServerResponse): void {
  const onward = httpRequest(target + (request.url ?? '/'), { agent, method: request.method, headers: request.headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => {
    if (!response.headersSent) response.writeHead(502);
    response.end();
  });
  request.pipe(onward);
}
