import type { Client } from '@consentry/contract';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDisableClient } from '../data/clients.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { EffectList } from './effect-list.tsx';
import { notify } from './notify.ts';
import { Section } from './section.tsx';

const EFFECTS = ['people', 'tokens', 'jwt', 'grants', 'logout'] as const;
const EFFECTS_OF_MACHINE = ['tokens', 'jwt'] as const;

/** Stops an application, with a reason for other operators. */
export function ClientDisableSection({ client }: { client: Client }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const disable = useDisableClient(client.client_id);
  const effects = client.app_type === 'machine_to_machine' ? EFFECTS_OF_MACHINE : EFFECTS;
  const close = () => {
    setOpen(false);
    setReason('');
    disable.reset();
  };
  const done = () => {
    close();
    notify(t('danger.disabled_done', { name: client.name }));
  };
  return (
    <Section title={t('danger.disable_title')} description={t('danger.disable')}>
      <div>
        <Button variant="outline" color="red" onClick={() => setOpen(true)}>
          {t('danger.disable_button')}
        </Button>
      </div>
      <ConfirmDialog
        opened={isOpen}
        title={t('danger.disable_confirm', { name: client.name })}
        confirmLabel={t('danger.disable_button')}
        isPending={disable.isPending}
        error={disable.error}
        onConfirm={() => disable.mutate({ reason }, { onSuccess: done })}
        onClose={close}
      >
        <EffectList effects={effects.map((effect) => t(`danger.disable_effect_${effect}`))} />
        <Textarea
          label={t('danger.disable_reason')}
          description={t('danger.disable_reason_hint')}
          value={reason}
          maxLength={500}
          autosize
          minRows={2}
          dir="auto"
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ConfirmDialog>
    </Section>
  );
}
