import { Provider, type Client } from 'oidc-provider';
import type { Context } from '../context.ts';
import { leaveSessions } from '../features/sessions/leave-sessions.ts';

/**
 * At sign-out the engine sends each client its logout token itself, and the browser waits. Ours are stored with what ends the session
 * (see session-adapter.ts) and sent afterwards; what is left to do here is the answer "stay signed in" to a client that has signed out:
 * the session goes on without that client alone (OIDC RP-Initiated Logout §2).
 */
export function installBackChannelLogout(provider: Provider, context: Context): void {
  // The types leave out this method, which the sign-out endpoint calls for each client with a `backchannel_logout_uri`.
  const prototype = provider.Client.prototype as unknown as { backchannelLogout: (this: Client) => Promise<void> };
  prototype.backchannelLogout = async function leaveInstead() {
    const { params, session } = Provider.ctx?.oidc ?? {};
    if (session === undefined) throw new Error('a client is told of a sign-out outside of one');
    if (params?.['logout']) return;
    await leaveSessions(context, { client_id: this.clientId, session_uid: session.uid });
  };
  // The engine goes on when this fails: the client stays in the session, and hears when that ends.
  provider.on('backchannel.error', (_ctx, error, client) => {
    context.logger.error({ err: error, client_id: client.clientId }, 'a client could not be taken out of a session');
  });
}
