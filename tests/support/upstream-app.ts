import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An application without a sign-in of its own: it believes the headers that a proxy adds, and says what came. */
export interface UpstreamApp {
  readonly origin: string;
  close(): Promise<void>;
}

export async function startUpstreamApp(): Promise<UpstreamApp> {
  const server = createServer((request, response) => {
    const named = Object.entries(request.headers).filter(([name]) => name.startsWith('x-forwarded-'));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(Object.fromEntries(named)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
