import type { IncomingMessage, ServerResponse } from 'node:http';
import { memoryRateLimit, type RateLimit, type RateLimited } from '../platform/rate-limit.ts';
import { ROUTES } from '../oidc/routes.ts';

const CLIENT_AUTHENTICATION = new Set<string>([
  ROUTES.device_authorization,
  ROUTES.pushed_authorization_request,
  ROUTES.token,
  ROUTES.introspection,
  ROUTES.revocation,
]);

/** Limits by address that hold before the database is asked: anonymous authorization requests, and failed client authentications. */
export class FloodLimits {
  readonly #authorize: RateLimit<void> = memoryRateLimit({ name: 'authorize', points: 600, window_seconds: 60 });
  readonly #clientAuth: RateLimit<void> = memoryRateLimit({ name: 'client_auth', points: 120, window_seconds: 60 });
  readonly #sessionCookie: string;

  constructor(sessionCookie: string) {
    this.#sessionCookie = sessionCookie;
  }

  /** Throws `RateLimited`. */
  consume(request: IncomingMessage, response: ServerResponse, place: { path: string; ip: string | null }): void {
    const key = place.ip ?? '-';
    if (place.path === ROUTES.authorization && !this.#hasSession(request)) this.#authorize.consume(key);
    if (!CLIENT_AUTHENTICATION.has(place.path)) return;
    // Counted before it is known whether it fails, so that attempts in parallel count too.
    this.#clientAuth.consume(key);
    response.once('finish', () => {
      if (response.statusCode !== 401) this.#clientAuth.giveBack(key);
    });
  }

  #hasSession(request: IncomingMessage): boolean {
    return request.headers.cookie?.includes(`${this.#sessionCookie}=`) ?? false;
  }
}

/** OAuth error of a limit (RFC 6749 §5.2 has no code of its own for it; RFC 6585 §4 has the status). */
export function answerRateLimited(response: ServerResponse, error: RateLimited): void {
  response.writeHead(429, { 'content-type': 'application/json', 'retry-after': String(error.retryAfterSeconds) });
  response.end(JSON.stringify({ error: 'temporarily_unavailable', error_description: error.message }));
}
