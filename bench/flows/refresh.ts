import type { Flow } from './flow.ts';
import { makeVisitors, takeTurns } from './signed-in-visitor.ts';

/** A rotating refresh token (RFC 6749 §6): each use takes what the last one gave. */
export const refresh: Flow = {
  name: 'refresh',
  title: 'refresh, rotating',
  on_bare: false,
  async prepare(stage) {
    return takeTurns(
      await makeVisitors(stage),
      // OIDC Core §11: lasting access is asked for each time.
      async (visitor) => (await visitor.obtainTokens('openid profile email offline_access', { prompt: 'consent' }))['refresh_token'],
      async (visitor, made) => {
        const { refresh_token } = await visitor.token({ grant_type: 'refresh_token', refresh_token: String(made.value) });
        if (refresh_token === undefined || refresh_token === made.value) throw new Error('the refresh token was not rotated');
        made.value = refresh_token;
      },
    );
  },
};
