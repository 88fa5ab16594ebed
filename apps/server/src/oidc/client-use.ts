import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { noteClientUse } from '../features/clients/note-client-use.ts';
import { CONSOLE_CLIENT_ID } from './console-client.ts';

const AGAIN_AFTER_MS = 60 * 60 * 1000;
const REMEMBERED = 10_000;

/** Records when clients last got a token. This process remembers whom it has noted, so that most requests cost no statement. */
export function installClientUse(provider: Provider, context: Context): void {
  const noted = new Map<string, number>();
  provider.on('grant.success', (ctx: KoaContextWithOIDC) => {
    const clientId = ctx.oidc.client?.clientId;
    if (clientId === undefined || clientId === CONSOLE_CLIENT_ID) return;
    const now = context.clock.now().getTime();
    if (now - (noted.get(clientId) ?? 0) < AGAIN_AFTER_MS) return;
    if (noted.size >= REMEMBERED) noted.clear();
    noted.set(clientId, now);
    noteClientUse(context, clientId).catch((error: unknown) =>
      context.logger.warn({ err: error, client_id: clientId }, 'the use of a client could not be recorded'),
    );
  });
}
