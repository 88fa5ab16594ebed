import type { OwnClaim } from '../../features/users/own-claims.ts';
import type { PageContext } from '../layout/page-context.ts';
import { PageLink } from '../layout/page-link.tsx';
import { TextField } from '../layout/text-field.tsx';
import { AccountForm } from './account-form.tsx';
import { AccountLayout } from './account-layout.tsx';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { FormFaultList } from './form-fault-list.tsx';
import { hasFaults, type FormFaults } from './form-faults.ts';
import { LanguageField } from './language-field.tsx';
import { PROFILE_FIELDS } from './profile-fields.ts';
import type { ProfileValues } from './profile-form.ts';

export interface EditProfilePageProps {
  page: PageContext;
  csrf_token: string;
  values: ProfileValues;
  faults: FormFaults<OwnClaim>;
  /** The languages to choose from (BCP 47). */
  languages: readonly string[];
}

function ProfileInputs({ page, values, faults, languages }: EditProfilePageProps) {
  const first = PROFILE_FIELDS.find(({ name }) => faults.errors[name] !== undefined);
  return (
    <>
      {PROFILE_FIELDS.map(({ name, label, hint, error: _error, ...field }) => {
        const error = faults.errors[name];
        if (name === 'locale') return <LanguageField key={name} page={page} value={values.locale} tags={languages} />;
        return (
          <TextField
            key={name}
            page={page}
            name={name}
            label={page.t(label)}
            value={values[name]}
            optional="unsaid"
            error={error && page.t(error)}
            autofocus={first?.name === name}
            {...field}
            {...(hint ? { hint: page.t(hint) } : {})}
          />
        );
      })}
    </>
  );
}

/** The claims that people change themselves. */
export function EditProfilePage(props: EditProfilePageProps) {
  const { page, csrf_token, faults } = props;
  const labels = PROFILE_FIELDS.map(({ name, label }) => [name, page.t(label)] as const);
  return (
    <AccountLayout page={page} section="profile" title={page.t('account.change_profile')} has_error={hasFaults(faults)}>
      <p class="quiet">{page.t('account.profile_hint')}</p>
      <FormFaultList page={page} faults={faults} labels={labels} />
      <AccountForm action={ACCOUNT_PATHS.edit_profile} csrf_token={csrf_token}>
        <ProfileInputs {...props} />
        <div class="actions">
          <button class="button button-primary" type="submit">
            {page.t('account.save')}
          </button>
          <PageLink href={ACCOUNT_PATHS.profile} look="secondary">
            {page.t('sign_in.cancel')}
          </PageLink>
        </div>
      </AccountForm>
    </AccountLayout>
  );
}
