import { UpdateUser } from '@consentry/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Fields } from '../components/fields.tsx';
import { SaveForm } from '../components/save-form.tsx';
import { Section } from '../components/section.tsx';
import { UserAccessFields, UserClaimFields, UserIdentityFields } from '../components/user-fields.tsx';
import { ValueItem, ValueList } from '../components/value-list.tsx';
import { userQuery, useUpdateUser } from '../data/users.ts';
import { changedMembers } from '../forms/changed-members.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import { useStoredForm } from '../forms/use-stored-form.ts';
import { bodyOf, valuesOf } from '../forms/user-values.ts';

const route = getRouteApi('/users/$user_id/');

export function UserProfileTab() {
  const { t } = useTranslation();
  const { user_id } = route.useParams();
  const { data: user } = useSuspenseQuery(userQuery(user_id));
  const update = useUpdateUser(user_id);
  const form = useStoredForm(valuesOf(user), (values) => schemaErrors(UpdateUser, bodyOf(values, user.claims)));

  return (
    <SaveForm
      form={form}
      mutation={update}
      onSave={(values) => update.mutateAsync(changedMembers(bodyOf(form.getInitialValues(), user.claims), bodyOf(values, user.claims)))}
    >
      <Section title={t('users.profile_title')} description={t('users.profile')}>
        <Fields columns={2}>
          <UserIdentityFields form={form} />
        </Fields>
        <UserClaimFields form={form} />
      </Section>
      <UserAccessFields form={form} />
      <ValueList>
        <ValueItem label={t('users.user_id')} value={user.user_id} />
      </ValueList>
    </SaveForm>
  );
}
