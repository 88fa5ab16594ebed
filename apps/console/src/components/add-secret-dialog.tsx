import { CreateClientSecret } from '@consentry/contract';
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useCreateClientSecret } from '../data/clients.ts';
import { showSecret } from '../data/shown-secrets.ts';
import { problemErrors, schemaErrors } from '../forms/field-errors.ts';
import { expiryOf, type SecretExpiry } from '../forms/secret-expiry.ts';
import { Dialog } from './dialog.tsx';
import { ExpiryFields } from './expiry-fields.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import classes from './dialog.module.css';

interface AddSecretDialogProps {
  client_id: string;
  opened: boolean;
  onClose: () => void;
}

interface NewSecret extends SecretExpiry {
  name: string;
}

const EMPTY: NewSecret = { name: '', expires: 'never', last_day: '' };

export function AddSecretDialog({ client_id, opened, onClose }: AddSecretDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('credentials.secret_add_title')}>
      <AddSecretForm client_id={client_id} onClose={onClose} />
    </Dialog>
  );
}

function AddSecretForm({ client_id, onClose }: Omit<AddSecretDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const create = useCreateClientSecret(client_id);
  const form = useForm<NewSecret>({
    initialValues: EMPTY,
    validate: (values) => ({
      ...schemaErrors(CreateClientSecret, { name: values.name }),
      ...(expiryOf(values) === undefined ? { last_day: t('credentials.secret_expiry_past') } : {}),
    }),
  });
  const submit = form.onSubmit(async (values) => {
    try {
      const { secret, client_secret } = await create.mutateAsync({ name: values.name, expires_at: expiryOf(values) ?? null });
      showSecret({ client_id, name: secret.name, client_secret });
      onClose();
      window.scrollTo({ top: 0 });
    } catch (error) {
      form.setErrors(problemErrors(error));
    }
  });

  return (
    <form noValidate className={classes['body']} onSubmit={submit}>
      <TextInput
        label={t('credentials.secret_name')}
        description={t('credentials.secret_name_hint')}
        required
        dir="auto"
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <ExpiryFields
        expires={form.getInputProps('expires')}
        lastDay={form.values.expires === 'date' ? form.getInputProps('last_day') : null}
      />
      <ProblemAlert error={create.error} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {t('credentials.secret_add')}
        </Button>
      </div>
    </form>
  );
}
