import { CreateUser } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CreateForm } from '../components/create-form.tsx';
import { Fields } from '../components/fields.tsx';
import { NewPasswordInput } from '../components/new-password-input.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { UserAccessFields, UserIdentityFields } from '../components/user-fields.tsx';
import { useCreateUser } from '../data/users.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import { bodyOf, EMPTY_USER, type UserValues } from '../forms/user-values.ts';

const route = getRouteApi('/users/new');

interface NewUser extends UserValues {
  password: string;
}

export function NewUserPage() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const create = useCreateUser();
  const form = useForm<NewUser>({
    initialValues: { ...EMPTY_USER, password: '' },
    validateInputOnBlur: true,
    validate: (values) => schemaErrors(CreateUser, newBodyOf(values)),
  });
  const submit = async (values: NewUser) => {
    const { user_id } = await create.mutateAsync(newBodyOf(values));
    await navigate({ to: '/users/$user_id', params: { user_id }, ignoreBlocker: true });
  };

  return (
    <Page title={t('users.new_title')} width="form" back={{ to: '/users', label: t('users.title') }}>
      <CreateForm
        form={form}
        mutation={create}
        submitLabel={t('users.create')}
        cancel={
          <Button variant="default" renderRoot={(props) => <Link to="/users" {...props} />}>
            {t('actions.cancel')}
          </Button>
        }
        onCreate={submit}
      >
        <Section title={t('users.sign_in_title')}>
          <Fields>
            <UserIdentityFields form={form} />
            <NewPasswordInput
              label={t('users.password')}
              description={t('users.password_hint')}
              value={form.values.password}
              error={form.errors['password']}
              onChange={(password) => form.setFieldValue('password', password)}
            />
          </Fields>
        </Section>
        <UserAccessFields form={form} />
      </CreateForm>
    </Page>
  );
}

function newBodyOf({ password, ...values }: NewUser): CreateUser {
  return { ...bodyOf(values, {}), username: values.username, ...(password === '' ? {} : { password }) };
}
