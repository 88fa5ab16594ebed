import { CreateInitialAccessToken } from '@consentry/contract';
import { Button, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreateInitialAccessToken } from '../data/registration.ts';
import { problemErrors, schemaErrors } from '../forms/field-errors.ts';
import { expiryOf } from '../forms/secret-expiry.ts';
import { Dialog } from './dialog.tsx';
import { Notice } from './notice.tsx';
import { ExpiryFields } from './expiry-fields.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { ValueItem, ValueList } from './value-list.tsx';
import classes from './dialog.module.css';

interface NewToken {
  name: string;
  max_uses: number | string;
  expires: string;
  last_day: string;
}

const EMPTY: NewToken = { name: '', max_uses: '', expires: '30', last_day: '' };

interface InitialAccessTokenDialogProps {
  opened: boolean;
  onClose: () => void;
}

/** Makes a token, and shows it the one time that it can be read. */
export function InitialAccessTokenDialog({ opened, onClose }: InitialAccessTokenDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('registration.token_add')}>
      <TokenForm onClose={onClose} />
    </Dialog>
  );
}

function bodyOf(values: NewToken) {
  const max_uses = values.max_uses === '' ? null : Number(values.max_uses);
  return { name: values.name, max_uses, expires_at: expiryOf(values) ?? null };
}

function TokenForm({ onClose }: Pick<InitialAccessTokenDialogProps, 'onClose'>) {
  const { t } = useTranslation();
  const create = useCreateInitialAccessToken();
  const [token, setToken] = useState<string | null>(null);
  const form = useForm<NewToken>({ initialValues: EMPTY, validate: (values) => schemaErrors(CreateInitialAccessToken, bodyOf(values)) });
  const submit = form.onSubmit(async (values) => {
    try {
      setToken((await create.mutateAsync(bodyOf(values))).token);
    } catch (error) {
      form.setErrors(problemErrors(error));
    }
  });
  if (token !== null) return <NewToken token={token} onClose={onClose} />;

  return (
    <form noValidate className={classes['body']} onSubmit={submit}>
      <TextInput
        label={t('registration.token_name')}
        description={t('registration.token_name_hint')}
        required
        dir="auto"
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <NumberInput
        label={t('registration.token_max_uses')}
        description={t('registration.token_max_uses_hint')}
        min={1}
        allowDecimal={false}
        {...form.getInputProps('max_uses')}
      />
      <ExpiryFields expires={form.getInputProps('expires')} lastDay={null} hasDate={false} />
      <ProblemAlert error={create.error} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {t('registration.token_create')}
        </Button>
      </div>
    </form>
  );
}

function NewToken({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes['body']}>
      <Notice tone="warning" role="status">
        <p>{t('registration.token_shown_once')}</p>
      </Notice>
      <ValueList>
        <ValueItem label={t('registration.token')} value={token} />
      </ValueList>
      <div className={classes['actions']}>
        <Button onClick={onClose}>{t('registration.token_kept')}</Button>
      </div>
    </div>
  );
}
