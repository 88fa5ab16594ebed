import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A client's server that is told of logouts; what it answers is for a test to say. */
export interface LogoutReceiver {
  readonly url: string;
  /** Logout tokens as they came, oldest first. */
  readonly tokens: string[];
  /** Paths that were asked for. */
  readonly paths: string[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** The next token that comes. */
  next(): Promise<string>;
  stop(): void;
}

const CONFIRM: LogoutReceiver['answer'] = (_request, response) => void response.writeHead(200).end();

export async function startLogoutReceiver(): Promise<LogoutReceiver> {
  const [tokens, paths]: [string[], string[]] = [[], []];
  const waiting: ((token: string) => void)[] = [];
  const server = createServer(async (request, response) => {
    paths.push(`${request.method} ${request.url}`);
    const token = new URLSearchParams(Buffer.concat(await request.toArray()).toString()).get('logout_token') ?? '';
    tokens.push(token);
    for (const resolve of waiting.splice(0)) resolve(token);
    receiver.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const receiver: LogoutReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/backchannel?tenant=1`,
    tokens,
    paths,
    answer: CONFIRM,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}
