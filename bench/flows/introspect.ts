import type { Flow } from './flow.ts';
import { makeVisitors, takeTurns } from './signed-in-visitor.ts';

/** RFC 7662 with an opaque access token, by the client that it was issued to. */
export const introspect: Flow = {
  name: 'introspection',
  title: 'introspection',
  on_bare: false,
  async prepare(stage) {
    return takeTurns(
      await makeVisitors(stage),
      async (visitor) => (await visitor.obtainTokens('openid profile email'))['access_token'],
      (visitor, { value }) => visitor.introspect(value),
    );
  },
};
