import { createServer } from 'node:http';
import { hash } from '@node-rs/argon2';
import { Provider } from 'oidc-provider';
import { engineConfiguration } from './engine-configuration.ts';
import { engineInteractions } from './engine-interactions.ts';
import { roomyMemoryAdapter } from './memory-room.ts';
import { ARGON2_PARAMETERS, PASSWORD } from './parties.ts';

const port = Number(process.env['PORT']);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  ...engineConfiguration(),
  adapter: await roomyMemoryAdapter(),
});
const protocol = provider.callback();
const interactions = engineInteractions(provider, await hash(PASSWORD, ARGON2_PARAMETERS));

const server = createServer((request, response) => {
  if (request.url?.startsWith('/interaction/') === true) void interactions(request, response);
  else void protocol(request, response);
});
server.listen(port, '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
