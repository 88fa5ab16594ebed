import { RotateClientSecret } from '@consentry/contract';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useRotateClientSecret } from '../data/clients.ts';
import { showSecret } from '../data/shown-secrets.ts';
import { problemErrors, schemaErrors } from '../forms/field-errors.ts';
import { Dialog } from './dialog.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import classes from './dialog.module.css';

interface RotateSecretDialogProps {
  client_id: string;
  opened: boolean;
  onClose: () => void;
}

const OVERLAPS = [0, 3600, 86_400, 604_800, 2_592_000] as const;

export function RotateSecretDialog({ client_id, opened, onClose }: RotateSecretDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('rotation.title')}>
      <RotateSecretForm client_id={client_id} onClose={onClose} />
    </Dialog>
  );
}

function RotateSecretForm({ client_id, onClose }: Omit<RotateSecretDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const rotate = useRotateClientSecret(client_id);
  const form = useForm({
    initialValues: { name: '', overlap: '86400' },
    validate: ({ name }) => schemaErrors(RotateClientSecret, { name }),
  });
  const submit = form.onSubmit(async ({ name, overlap }) => {
    try {
      const { secret, client_secret } = await rotate.mutateAsync({ name, overlap_seconds: Number(overlap) });
      showSecret({ client_id, name: secret.name, client_secret });
      onClose();
      window.scrollTo({ top: 0 });
    } catch (error) {
      form.setErrors(problemErrors(error));
    }
  });
  const endsAtOnce = form.values.overlap === '0';

  return (
    <form noValidate className={classes['body']} onSubmit={submit}>
      <p className={classes['text']}>{t('rotation.lead')}</p>
      <TextInput
        label={t('credentials.secret_name')}
        description={t('credentials.secret_name_hint')}
        required
        dir="auto"
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <NativeSelect
        label={t('rotation.overlap')}
        description={endsAtOnce ? t('rotation.overlap_none_hint') : t('rotation.overlap_hint')}
        data={OVERLAPS.map((seconds) => ({ value: String(seconds), label: t(`rotation.overlap_${seconds}`) }))}
        {...form.getInputProps('overlap')}
      />
      <ProblemAlert error={rotate.error} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button type="submit" loading={rotate.isPending} {...(endsAtOnce ? { color: 'red' } : {})}>
          {t('rotation.submit')}
        </Button>
      </div>
    </form>
  );
}
