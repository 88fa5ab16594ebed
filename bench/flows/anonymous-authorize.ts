import { nextAddress } from '../http/visitor.ts';
import type { Flow } from './flow.ts';
import { authorizationTarget, challengeOf } from './signed-in-visitor.ts';

/** An authorization request of a browser without a session, up to the redirect to the sign-in page. */
export const anonymousAuthorize: Flow = {
  name: 'authorize_without_session',
  title: 'authorize without a session',
  on_bare: false,
  prepare: async ({ connections }) => {
    const target = authorizationTarget({
      scope: 'openid profile email',
      state: 'af0ifjsldkj',
      code_challenge: challengeOf('x'.repeat(43)),
    });
    return connections.map((connection) => async () => {
      const answer = await connection.send({ method: 'GET', target, headers: { accept: 'text/html', 'x-forwarded-for': nextAddress() } });
      const location = answer.headers('location')[0] ?? '';
      if (answer.status !== 303 || !/^\/(sign-in|interaction)\//.test(location))
        throw new Error(`expected the way to the sign-in page; came ${answer.status} to “${location}”: ${answer.text.slice(0, 300)}`);
    });
  },
};
