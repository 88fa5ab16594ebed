import { AsyncLocalStorage } from 'node:async_hooks';
import { Provider } from 'oidc-provider';

/** From where a session is being used. */
export interface SessionVisitor {
  user_agent: string | null;
  ip: string | null;
}

interface EngineRequest {
  ip: string;
  get(header: string): string;
}

/** A real one is a fifth of that; more would only be somebody's way to fill the table. */
const MAX_USER_AGENT = 512;

const visitors = new AsyncLocalStorage<SessionVisitor>();

/** What the engine's view of a request tells. Its address is the one that counts, whatever hops the request names. */
export function visitorOf(request: EngineRequest): SessionVisitor {
  return { user_agent: request.get('user-agent').slice(0, MAX_USER_AGENT) || null, ip: request.ip || null };
}

/** Names the visitor for sessions that are saved outside a request to the engine. */
export function withVisitor<T>(visitor: SessionVisitor, act: () => Promise<T>): Promise<T> {
  return visitors.run(visitor, act);
}

/** Of the running request. */
export function currentVisitor(): SessionVisitor {
  const { ctx } = Provider;
  return visitors.getStore() ?? (ctx === undefined ? { user_agent: null, ip: null } : visitorOf(ctx));
}
