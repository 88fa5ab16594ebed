import type { PageContext } from '../layout/page-context.ts';
import { PageLink } from '../layout/page-link.tsx';
import { PersonLine } from '../layout/person-line.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountLayout } from './account-layout.tsx';
import type { AccountNoticeCode } from './account-notice.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { ProfileFacts } from './profile-facts.tsx';
import type { ProfileView } from './profile-view.ts';

export interface ProfilePageProps {
  page: PageContext;
  csrf_token: string;
  notice: AccountNoticeCode | null;
  profile: ProfileView;
  /** For operators only. */
  console_url: string | null;
}

/** Who is signed in, with all that is on file about them. */
export function ProfilePage({ page, csrf_token, notice, profile, console_url }: ProfilePageProps) {
  return (
    <AccountLayout page={page} section="profile" title={page.t('account.title')} notice={notice}>
      <p class="visually-hidden">{page.t('account.signed_in_as')}</p>
      <PersonLine name={profile.name} detail={null} />
      <ProfileFacts page={page} facts={profile.facts} />
      <div class="actions">
        <PageLink href={ACCOUNT_PATHS.edit_profile} look="secondary">
          {page.t('account.change_profile')}
        </PageLink>
        <PageLink href={ACCOUNT_PATHS.edit_email} look="secondary">
          {page.t('account.change_email')}
        </PageLink>
      </div>
      <AccountForm action={ACCOUNT_PATHS.sign_out} csrf_token={csrf_token}>
        <div class="actions">
          {console_url !== null && (
            <PageLink href={console_url} look="primary">
              {page.t('account.console')}
            </PageLink>
          )}
          <button class="button" type="submit">
            {page.t('account.sign_out')}
          </button>
        </div>
      </AccountForm>
    </AccountLayout>
  );
}
