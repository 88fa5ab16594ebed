import type { Client } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTakeOverClient } from '../data/clients.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Notice } from './notice.tsx';
import { notify } from './notify.ts';
import { TimeText } from './time-text.tsx';

/** Where an application comes from that no operator made, and the way to make it one’s own. */
export function ClientOriginNotice({ client }: { client: Client }) {
  const { t } = useTranslation();
  const takeOver = useTakeOverClient(client.client_id);
  const [isAsking, setAsking] = useState(false);
  const { origin, quarantined, last_used_at } = client;
  if (origin === 'operator') return null;
  const confirm = () =>
    takeOver.mutate(undefined, {
      onSuccess: () => {
        setAsking(false);
        notify(t('client_origin.taken_over'));
      },
    });
  return (
    <Notice tone={quarantined ? 'warning' : 'info'} title={t(`client_origin.${origin}`)}>
      <p>{t(quarantined ? 'client_origin.quarantined' : `client_origin.${origin}_hint`)}</p>
      <p className="quiet">
        {t('client_origin.last_used')} {last_used_at === null ? t('state.never') : <TimeText at={last_used_at} />}
      </p>
      <div>
        <Button variant="default" size="xs" onClick={() => setAsking(true)}>
          {t('client_origin.take_over')}
        </Button>
      </div>
      <ConfirmDialog
        opened={isAsking}
        title={t('client_origin.take_over_title', { name: client.name })}
        confirmLabel={t('client_origin.take_over')}
        isDangerous={false}
        isPending={takeOver.isPending}
        error={takeOver.error}
        onClose={() => setAsking(false)}
        onConfirm={confirm}
      >
        {t(`client_origin.take_over_${origin}`)}
      </ConfirmDialog>
    </Notice>
  );
}
