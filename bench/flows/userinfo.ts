import type { Flow } from './flow.ts';
import { makeVisitors, takeTurns } from './signed-in-visitor.ts';

/** OIDC Core §5.3 with an opaque access token. */
export const userinfo: Flow = {
  name: 'userinfo',
  title: 'userinfo',
  on_bare: false,
  async prepare(stage) {
    return takeTurns(
      await makeVisitors(stage),
      async (visitor) => (await visitor.obtainTokens('openid profile email'))['access_token'],
      (visitor, { value }) => visitor.userinfo(value),
    );
  },
};
