import { ANNOUNCE_SECONDS, SIGNING_KEY_TYPES, type SigningKeyType } from '@consentry/contract';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useRotateSigningKeys } from '../data/signing-keys.ts';
import { problemErrors } from '../forms/field-errors.ts';
import { Dialog } from './dialog.tsx';
import { durationWords } from './duration-words.ts';
import { Notice } from './notice.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import checkboxes from './checkbox-list.module.css';
import classes from './dialog.module.css';

const DAY = 86_400;
const ANNOUNCEMENTS = [ANNOUNCE_SECONDS, 3600, DAY, 7 * DAY];

interface RotateKeysDialogProps {
  /** What is rotated unless the operator chooses something else; null: the dialog is closed. */
  ktys: SigningKeyType[] | null;
  /** Kinds that there are no keys of yet. */
  missing: SigningKeyType[];
  onClose: () => void;
}

/** Which kinds of keys are replaced, and how long verifiers have to learn the new ones. */
export function RotateKeysDialog({ ktys, missing, onClose }: RotateKeysDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={ktys !== null} onClose={onClose} title={t('signing_keys.rotate')}>
      <RotateForm ktys={ktys ?? []} missing={missing} onClose={onClose} />
    </Dialog>
  );
}

function RotateForm({ ktys, missing, onClose }: RotateKeysDialogProps & { ktys: SigningKeyType[] }) {
  const { t } = useTranslation();
  const rotate = useRotateSigningKeys();
  const form = useForm({
    initialValues: { ktys, announce_seconds: String(ANNOUNCE_SECONDS) },
    validate: { ktys: (chosen) => (chosen.length === 0 ? t('signing_keys.none_chosen') : null) },
  });
  const submit = form.onSubmit(async (values) => {
    try {
      await rotate.mutateAsync({ ktys: values.ktys, announce_seconds: Number(values.announce_seconds) });
      onClose();
    } catch (error) {
      form.setErrors(problemErrors(error));
    }
  });
  return (
    <form noValidate className={classes['body']} onSubmit={submit}>
      <Checkbox.Group label={t('signing_keys.which')} description={t('signing_keys.which_hint')} {...form.getInputProps('ktys')}>
        <div className={checkboxes['list']}>
          {SIGNING_KEY_TYPES.map((kty) => (
            <Checkbox
              key={kty}
              value={kty}
              label={t(`signing_keys.kind_${kty}`)}
              description={missing.includes(kty) ? t('signing_keys.kind_new') : undefined}
            />
          ))}
        </div>
      </Checkbox.Group>
      <AnnounceSelect {...form.getInputProps('announce_seconds')} />
      {form.values.announce_seconds === '0' && (
        <Notice tone="warning" role="status">
          <p>{t('signing_keys.at_once_warning')}</p>
        </Notice>
      )}
      <ProblemAlert error={rotate.error} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button type="submit" loading={rotate.isPending}>
          {t('signing_keys.rotate')}
        </Button>
      </div>
    </form>
  );
}

function AnnounceSelect(props: object) {
  const { t, i18n } = useTranslation();
  const data = [
    ...ANNOUNCEMENTS.map((seconds) => ({
      value: String(seconds),
      label: t('signing_keys.announce_for', { time: durationWords(seconds, i18n.language, 7 * DAY) ?? '' }),
    })),
    { value: '0', label: t('signing_keys.announce_not') },
  ];
  return <NativeSelect label={t('signing_keys.announce')} description={t('signing_keys.announce_hint')} data={data} {...props} />;
}
