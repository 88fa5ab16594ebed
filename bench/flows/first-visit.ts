import type { Flow } from './flow.ts';
import { SignedInVisitor } from './signed-in-visitor.ts';

/** More than one core can sign in within a second: a password costs above 10 ms of it. */
const AT_MOST_PER_SECOND = 100;

/** Authorize, sign in, consent, callback, token, userinfo, by somebody who has never been there. */
export const firstVisit: Flow = {
  name: 'first_visit',
  title: 'first visit, with sign-in and consent',
  on_bare: false,
  async prepare({ system, connections, seconds, newUsers }) {
    const users = await newUsers(Math.ceil(seconds * AT_MOST_PER_SECOND) + 2 * connections.length);
    return connections.map((connection) => async () => {
      const username = users.pop();
      if (username === undefined) throw new Error('all users have been here: raise AT_MOST_PER_SECOND');
      const visitor = new SignedInVisitor(connection, system.origin, username);
      const { access_token } = await visitor.obtainTokens('openid profile email');
      await visitor.userinfo(access_token);
    });
  },
};
