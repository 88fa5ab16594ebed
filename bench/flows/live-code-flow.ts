import type { Flow } from './flow.ts';
import { makeVisitors, takeTurns } from './signed-in-visitor.ts';

const SCOPE = 'openid profile email';

/** Authorize with a live session and grant, then the token with an ES256 ID token: what most sign-ins are. */
export const liveCodeFlow: Flow = {
  name: 'code_flow',
  title: 'code flow, session and grant live',
  on_bare: false,
  async prepare(stage) {
    return takeTurns(
      await makeVisitors(stage),
      (visitor) => visitor.obtainTokens(SCOPE),
      async (visitor) => void (await visitor.obtainTokens(SCOPE)),
    );
  },
};
