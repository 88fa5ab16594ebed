import { updateOwnClaims } from '../../features/users/update-own-claims.ts';
import type { PageSite } from '../../http/page-site.ts';
import { LOCALES } from '../messages/messages.ts';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { EditProfilePage } from './edit-profile-page.tsx';
import { NO_FAULTS } from './form-faults.ts';
import { presentProfile } from './present-profile.ts';
import { profileValues, readProfileForm, type ProfileForm } from './profile-form.ts';
import { ProfilePage } from './profile-page.tsx';
import type { AccountVisit, SignedInRoutes } from './signed-in-routes.tsx';

/** Who one is here, and the part of it that one changes oneself. */
export function addProfileRoutes(signedIn: SignedInRoutes, site: PageSite): void {
  signedIn.get(ACCOUNT_PATHS.profile, async ({ c, user, page, csrf_token, notice }) => {
    const view = { page, csrf_token, notice, profile: presentProfile(user, page.locale), console_url: user.operator ? '/console/' : null };
    return site.render(c, <ProfilePage {...view} />);
  });

  signedIn.get(ACCOUNT_PATHS.edit_profile, (visit) => showForm(visit, { values: profileValues(visit.user.claims), errors: {} }));

  signedIn.post(ACCOUNT_PATHS.edit_profile, async (visit, fields) => {
    const form = readProfileForm(fields, visit.user.claims);
    if (Object.keys(form.errors).length > 0) return showForm(visit, form);
    await updateOwnClaims(visit.ctx, form.change);
    return visit.c.redirect(`${ACCOUNT_PATHS.profile}?done=saved`, 303);
  });

  async function showForm({ c, page, csrf_token }: AccountVisit, { values, errors }: Omit<ProfileForm, 'change'>): Promise<Response> {
    const view = { page, csrf_token, values, faults: { ...NO_FAULTS, errors }, languages: Object.keys(LOCALES) };
    return site.render(c, <EditProfilePage {...view} />, Object.keys(errors).length === 0 ? 200 : 400);
  }
}
