import { UpdateUser, type User } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { Fields } from '../components/fields.tsx';
import { NewPasswordInput } from '../components/new-password-input.tsx';
import { notify } from '../components/notify.ts';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { Section } from '../components/section.tsx';
import { timeWords } from '../components/time-text.tsx';
import { useDisableUser, useEnableUser, userQuery, useUpdateUser } from '../data/users.ts';
import { problemErrors, schemaErrors } from '../forms/field-errors.ts';

const route = getRouteApi('/users/$user_id/access');

export function UserAccessTab() {
  const { user_id } = route.useParams();
  const { data: user } = useSuspenseQuery(userQuery(user_id));
  return (
    <>
      <PasswordSection user={user} />
      {user.disabled_at === null ? <DisableSection user={user} /> : <EnableSection user={user} disabled_at={user.disabled_at} />}
    </>
  );
}

function PasswordSection({ user }: { user: User }) {
  const { t } = useTranslation();
  const update = useUpdateUser(user.user_id);
  const form = useForm({ initialValues: { password: '' }, validate: (values) => schemaErrors(UpdateUser, values) });
  const submit = form.onSubmit(async (values) => {
    try {
      await update.mutateAsync(values);
      form.reset();
      notify(t('users.password_set'));
    } catch (error) {
      form.setErrors(problemErrors(error));
    }
  });
  return (
    <Section title={t('users.set_password_title')} description={t('users.set_password')}>
      <form noValidate onSubmit={submit}>
        <Fields>
          <NewPasswordInput
            label={t('users.password')}
            description={t('users.password_hint_new')}
            value={form.values.password}
            error={form.errors['password']}
            onChange={(password) => form.setFieldValue('password', password)}
          />
          <ProblemAlert error={update.error} />
          <div>
            <Button type="submit" loading={update.isPending} disabled={form.values.password === ''}>
              {t('users.set_password_button')}
            </Button>
          </div>
        </Fields>
      </form>
    </Section>
  );
}

function DisableSection({ user }: { user: User }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const disable = useDisableUser(user.user_id);
  const close = () => {
    setOpen(false);
    disable.reset();
  };
  const done = () => {
    close();
    notify(t('users.disabled_done'));
  };
  return (
    <Section tone="danger" title={t('users.disable_title')} description={t('users.disable')}>
      <div>
        <Button color="red" onClick={() => setOpen(true)}>
          {t('users.disable_button')}
        </Button>
      </div>
      <ConfirmDialog
        opened={isOpen}
        title={t('users.disable_confirm', { name: user.username })}
        confirmLabel={t('users.disable_button')}
        isPending={disable.isPending}
        error={disable.error}
        onConfirm={() => disable.mutate(undefined, { onSuccess: done })}
        onClose={close}
      >
        {t('users.disable')}
      </ConfirmDialog>
    </Section>
  );
}

function EnableSection({ user, disabled_at }: { user: User; disabled_at: string }) {
  const { t, i18n } = useTranslation();
  const enable = useEnableUser(user.user_id);
  const done = () => notify(t('users.enabled_done'));
  return (
    <Section title={t('users.enable_title')} description={t('users.enable', { when: timeWords(disabled_at, i18n.language) })}>
      <ProblemAlert error={enable.error} />
      <div>
        <Button loading={enable.isPending} onClick={() => enable.mutate(undefined, { onSuccess: done })}>
          {t('users.enable_button')}
        </Button>
      </div>
    </Section>
  );
}
