import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BrowserSessions } from '../oidc/browser-sessions.ts';
import type { TestApp } from './test-app.ts';

export interface SignedInCookies {
  /** The `Set-Cookie` header of a new session of this user, made by the real thing over HTTP, without a password; signed in so long ago. */
  of(userId: string, secondsAgo?: number): Promise<string>;
  stop(): void;
}

/** A side door that signs anybody in. */
export async function signedInCookies(app: TestApp): Promise<SignedInCookies> {
  const door = createServer((request, response) => {
    const [, userId = '', secondsAgo] = (request.url ?? '').split('/');
    const clock = { now: () => new Date(app.clock.now().getTime() - Number(secondsAgo) * 1000) };
    const sessions = new BrowserSessions({ ...app.context, clock }, app.app.host);
    void sessions.signIn(request, response, userId).then(() => response.end());
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return {
    async of(userId, secondsAgo = 0) {
      const answer = await fetch(`${origin}/${userId}/${secondsAgo}`);
      return answer.headers.getSetCookie()[0] ?? '';
    },
    stop() {
      door.close();
      door.closeAllConnections();
    },
  };
}
