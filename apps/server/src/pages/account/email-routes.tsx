import { Email } from '@consentry/contract';
import { changeOwnEmail } from '../../features/users/change-own-email.ts';
import type { PageSite } from '../../http/page-site.ts';
import { Problem } from '../../problem.ts';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { answerStatus } from './answer-status.ts';
import { EditEmailPage, type EmailField } from './edit-email-page.tsx';
import { NO_FAULTS, type FieldErrorKey, type FormFaults } from './form-faults.ts';
import type { PasswordAttempts } from './password-attempts.ts';
import type { AccountFormFields, AccountVisit, SignedInRoutes } from './signed-in-routes.tsx';

interface EmailRoutesOptions {
  site: PageSite;
  attempts: PasswordAttempts;
}

/** The address that one signs in with. */
export function addEmailRoutes(signedIn: SignedInRoutes, { site, attempts }: EmailRoutesOptions): void {
  signedIn.get(ACCOUNT_PATHS.edit_email, (visit) => show(visit, visit.user.email ?? '', NO_FAULTS));

  signedIn.post(ACCOUNT_PATHS.edit_email, async (visit, fields) => {
    const faults = fieldFaults(fields) ?? (await change(visit, fields));
    if (faults === null) return visit.c.redirect(`${ACCOUNT_PATHS.profile}?done=saved`, 303);
    return show(visit, fields['email'] ?? '', faults);
  });

  async function change({ ctx, user }: AccountVisit, fields: AccountFormFields): Promise<FormFaults<EmailField> | null> {
    const { username } = user;
    const input = { username, current_password: fields['current_password'] ?? '', email: addressOf(fields) };
    try {
      return await attempts.try(ctx, { username, act: () => changeOwnEmail(ctx, input) });
    } catch (error) {
      if (error instanceof Problem && error.type === 'email-taken') return faultAt('email', 'field_error.email_taken');
      throw error;
    }
  }

  async function show({ c, page, csrf_token, user }: AccountVisit, email: string, faults: FormFaults<EmailField>): Promise<Response> {
    if (faults.retry_after_seconds !== null) c.header('retry-after', String(faults.retry_after_seconds));
    const view = { page, csrf_token, username: user.username, has_password: user.password_hash !== null, email, faults };
    return site.render(c, <EditEmailPage {...view} />, answerStatus(faults));
  }
}

/** Empty: no address any more. */
function addressOf(fields: AccountFormFields): string | null {
  const email = (fields['email'] ?? '').trim();
  return email === '' ? null : email;
}

function fieldFaults(fields: AccountFormFields): FormFaults<EmailField> | null {
  if (!Email.nullable().safeParse(addressOf(fields)).success) return faultAt('email', 'field_error.email_invalid');
  return (fields['current_password'] ?? '') === '' ? faultAt('current_password', 'field_error.password_required') : null;
}

function faultAt(field: EmailField, error: FieldErrorKey): FormFaults<EmailField> {
  return { ...NO_FAULTS, errors: { [field]: error } };
}
