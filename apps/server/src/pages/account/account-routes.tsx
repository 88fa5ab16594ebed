import type { Hono } from 'hono';
import type { SignInLimits } from '../../features/users/sign-in-limits.ts';
import type { PageEnv, PageSite } from '../../http/page-site.ts';
import type { BrowserSessions } from '../../oidc/browser-sessions.ts';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { addConnectedAppsRoutes } from './connected-apps-routes.tsx';
import { addEmailRoutes } from './email-routes.tsx';
import { PasswordAttempts } from './password-attempts.ts';
import { addProfileRoutes } from './profile-routes.tsx';
import { addSecurityRoutes } from './security-routes.tsx';
import { formBinding, SignedInRoutes } from './signed-in-routes.tsx';

export interface AccountRoutesOptions {
  site: PageSite;
  sessions: BrowserSessions;
  limits: SignInLimits;
}

/** What signed-in people see and change of themselves. */
export function accountRoutes({ site, sessions, limits }: AccountRoutesOptions): Hono<PageEnv> {
  const signedIn = new SignedInRoutes({ site, sessions });
  const attempts = new PasswordAttempts(limits);
  addProfileRoutes(signedIn, site);
  addEmailRoutes(signedIn, { site, attempts });
  addSecurityRoutes(signedIn, { site, sessions, attempts });
  addConnectedAppsRoutes(signedIn, site);

  signedIn.routes.post(ACCOUNT_PATHS.sign_out, async (c) => {
    const browser = await sessions.current(c.env.incoming, c.env.outgoing);
    if (browser !== null) {
      await site.readForm(c, formBinding(browser));
      await sessions.signOut(c.env.incoming, c.env.outgoing);
    }
    return c.redirect('/', 303);
  });

  return signedIn.routes;
}
