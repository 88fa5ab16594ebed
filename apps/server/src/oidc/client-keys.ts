import type { Provider } from 'oidc-provider';
import type { Context } from '../context.ts';

/** How long keys that a client publishes are believed without a look. */
const BELIEVED_SECONDS = 300;
/** However many unknown keys are presented, the client’s server is not asked more often. */
const ASKED_EVERY_SECONDS = 10;
const FETCH_TIMEOUT_MILLISECONDS = 3000;
const MAX_KEY_SET_BYTES = 128 * 1024;

/** What the engine’s key store of a client is to us (`lib/models/client.js`). */
interface PublishedKeys {
  selectForVerify: (wanted: object) => unknown[];
  fresh: () => boolean;
  refresh: () => Promise<void>;
}

interface ClientWithKeys {
  jwksUri?: string;
  asymmetricKeyStore: PublishedKeys;
}

/**
 * Keys behind a `jwks_uri`. The engine asks again only when a signature fails, which would keep a key good that the client has withdrawn;
 * here keys are read anew after a few minutes, and at once when one is presented that is not known (OIDC Core §10.1.1).
 */
export function installClientKeys(provider: Provider, context: Context): void {
  const clients = provider.Client as unknown as { find: (id: string) => Promise<ClientWithKeys | undefined> };
  const find = clients.find.bind(clients);
  const watched = new WeakSet<object>();
  clients.find = async (id) => {
    const client = await find(id);
    if (client?.jwksUri !== undefined && !watched.has(client)) {
      watch(client.asymmetricKeyStore, context);
      watched.add(client);
    }
    return client;
  };
}

function watch(keys: PublishedKeys, context: Context): void {
  const now = (): number => context.clock.now().getTime() / 1000;
  const refresh = keys.refresh.bind(keys);
  const selectForVerify = keys.selectForVerify.bind(keys);
  let asked = -Infinity;
  let read = -Infinity;
  const isBelieved = (): boolean => now() - read < BELIEVED_SECONDS;
  keys.fresh = () => now() - asked < ASKED_EVERY_SECONDS;
  // The engine takes an empty selection as a reason to refresh.
  keys.selectForVerify = (wanted) => (isBelieved() ? selectForVerify(wanted) : []);
  keys.refresh = async () => {
    if (keys.fresh() && isBelieved()) return;
    if (keys.fresh()) throw new Error('the client’s keys could not be read a moment ago');
    try {
      await refresh();
      read = now();
    } finally {
      asked = now();
    }
  };
}

/** How the engine fetches what a client’s metadata names; without it, whatever address an operator typed would be called (RFC 7591 §5). */
export function createFetch(context: Context) {
  return async function fetchPublic(url: string | URL | Request, options: RequestInit = {}): Promise<Response> {
    const address = url instanceof Request ? url.url : String(url);
    const answer = await context.outbound.fetch({
      url: address,
      method: 'GET',
      headers: { accept: new Headers(options.headers).get('accept') ?? 'application/json' },
      timeout_ms: FETCH_TIMEOUT_MILLISECONDS,
      max_bytes: MAX_KEY_SET_BYTES,
    });
    if (!answer.complete) throw new Error(`${address} answers with more than ${MAX_KEY_SET_BYTES} bytes`);
    return new Response(new Uint8Array(answer.body), { status: answer.status });
  };
}
