import { endOtherSessions } from '../../features/sessions/end-other-sessions.ts';
import { endOwnSession } from '../../features/sessions/end-own-session.ts';
import { findSessions } from '../../features/sessions/find-sessions.ts';
import { changeOwnPassword } from '../../features/users/change-own-password.ts';
import type { PageSite } from '../../http/page-site.ts';
import type { BrowserSessions } from '../../oidc/browser-sessions.ts';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { answerStatus } from './answer-status.ts';
import { NO_FAULTS, type FormFaults } from './form-faults.ts';
import type { PasswordAttempts } from './password-attempts.ts';
import { readPasswordForm, type PasswordForm, type PasswordFormField } from './password-form.ts';
import { presentSessions } from './present-sessions.ts';
import { SecurityPage } from './security-page.tsx';
import type { AccountVisit, SignedInRoutes } from './signed-in-routes.tsx';

interface SecurityRoutesOptions {
  site: PageSite;
  sessions: BrowserSessions;
  attempts: PasswordAttempts;
}

/** What one signs in with, and where one is signed in. */
export function addSecurityRoutes(signedIn: SignedInRoutes, { site, sessions, attempts }: SecurityRoutesOptions): void {
  signedIn.get(ACCOUNT_PATHS.security, (visit) => show(visit, NO_FAULTS));

  signedIn.post(ACCOUNT_PATHS.password, async (visit, fields) => {
    const { errors, ...form } = readPasswordForm(fields);
    const faults = Object.keys(errors).length > 0 ? { ...NO_FAULTS, errors } : await changePassword(visit, form);
    if (faults !== null) return show(visit, faults);
    // This session has ended with all others; the person goes on in a new one.
    await sessions.signIn(visit.c.env.incoming, visit.c.env.outgoing, visit.user.user_id);
    return visit.c.redirect(`${ACCOUNT_PATHS.security}?done=password-changed`, 303);
  });

  signedIn.post(ACCOUNT_PATHS.end_session, async ({ c, ctx, session_uid }, fields) => {
    const uid = fields['session_uid'] ?? '';
    if (uid === session_uid) {
      await sessions.signOut(c.env.incoming, c.env.outgoing);
      return c.redirect('/', 303);
    }
    const ended = await endOwnSession(ctx, uid);
    return c.redirect(ended ? `${ACCOUNT_PATHS.security}?done=session-ended` : ACCOUNT_PATHS.security, 303);
  });

  signedIn.post(ACCOUNT_PATHS.end_other_sessions, async ({ c, ctx, session_uid }) => {
    await endOtherSessions(ctx, session_uid);
    return c.redirect(`${ACCOUNT_PATHS.security}?done=others-ended`, 303);
  });

  function changePassword({ ctx, user }: AccountVisit, form: Omit<PasswordForm, 'errors'>) {
    const { username } = user;
    return attempts.try(ctx, { username, act: () => changeOwnPassword(ctx, { username, ...form }) });
  }

  async function show(visit: AccountVisit, faults: FormFaults<PasswordFormField>): Promise<Response> {
    const { c, ctx, user, page, csrf_token, notice, session_uid } = visit;
    if (faults.retry_after_seconds !== null) c.header('retry-after', String(faults.retry_after_seconds));
    const view = {
      page,
      csrf_token,
      notice,
      faults,
      username: user.username,
      has_password: user.password_hash !== null,
      sessions: presentSessions(await findSessions(ctx, user.user_id), session_uid),
      now: ctx.clock.now(),
    };
    return site.render(c, <SecurityPage {...view} />, answerStatus(faults));
  }
}
