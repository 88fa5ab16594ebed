import { Provider } from 'oidc-provider';
import { Attached } from '../platform/attached.ts';

/** The stored session that a running request began with. */
export interface SessionAtStart {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly id_hash: string;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
  readonly user_agent: string | null;
  readonly ip: string | null;
}

const atStart = new Attached<SessionAtStart>();

export function rememberSessionAtStart(stored: SessionAtStart): void {
  const { oidc } = Provider.ctx ?? {};
  if (oidc !== undefined) atStart.set(oidc, stored);
}

/** Undefined when the browser came without a session of ours. */
export function sessionAtStart(): SessionAtStart | undefined {
  const { oidc } = Provider.ctx ?? {};
  return oidc === undefined ? undefined : atStart.get(oidc);
}

interface RotatingSession {
  loginTs?: number;
  touched: boolean;
  resetIdentifier: () => void;
}

/**
 * The engine gives a session a new identifier at each answer of a person. Ours gets one where somebody signs in, which is what session fixation
 * asks for (OWASP ASVS 5.0 §7.2.4); more often, tabs that are answered at the same time would sign each other out.
 */
export function rotateAtSignInOnly(provider: Provider): void {
  const prototype = provider.Session.prototype as unknown as RotatingSession;
  const { resetIdentifier } = prototype;
  prototype.resetIdentifier = function resetAtSignIn(this: RotatingSession) {
    if (sessionAtStart()?.payload['loginTs'] === this.loginTs) this.touched = true;
    else resetIdentifier.call(this);
  };
}
