import type { Client, RefusedRequest, RefusedRequestFix } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUpdateClient } from '../data/clients.ts';
import { isNewHost, mendedBy } from '../forms/refused-request-mend.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Notice } from './notice.tsx';
import { notify } from './notify.ts';
import { Tag } from './tag.tsx';
import classes from './refused-request-details.module.css';

/** Mends the client with a click, after it is said what that means; nothing where the rules would refuse it. */
export function RefusedRequestFixAction({ refused, client }: { refused: RefusedRequest; client: Client }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const { fix } = refused;
  if (fix === null) return null;
  if (fix.done) {
    return (
      <div>
        <Tag tone="accent">{t('refused_requests.mended_since')}</Tag>
      </div>
    );
  }
  return (
    <div>
      <Button size="xs" onClick={() => setAsking(true)}>
        {t(`refused_requests.fix.${fix.kind}.action`)}
      </Button>
      <FixDialog fix={fix} client={client} opened={isAsking} onClose={() => setAsking(false)} />
    </div>
  );
}

interface FixDialogProps {
  fix: RefusedRequestFix;
  client: Client;
  opened: boolean;
  onClose: () => void;
}

function FixDialog({ fix, client, opened, onClose }: FixDialogProps) {
  const { t } = useTranslation();
  const update = useUpdateClient(client.client_id);
  const isNew = isNewHost(fix, client);
  const close = () => {
    update.reset();
    onClose();
  };
  const add = () =>
    update.mutate(mendedBy(fix, client), {
      onSuccess: () => {
        notify(t('refused_requests.fix_done', { name: client.name }));
        close();
      },
    });
  return (
    <ConfirmDialog
      opened={opened}
      title={t(`refused_requests.fix.${fix.kind}.title`)}
      confirmLabel={t(`refused_requests.fix.${fix.kind}.action`)}
      isDangerous={isNew}
      isPending={update.isPending}
      error={update.error}
      onClose={close}
      onConfirm={add}
    >
      <p className={classes['value']}>
        <code>
          <bdi>{fix.value}</bdi>
        </code>
      </p>
      {fix.resource !== null && <p>{t('refused_requests.fix_resource', { resource: fix.resource })}</p>}
      <p>{t(`refused_requests.fix.${fix.kind}.means`, { name: client.name })}</p>
      <Notice tone={isNew ? 'danger' : 'warning'}>{t(isNew ? 'refused_requests.fix_new_host' : 'refused_requests.fix_not_proven')}</Notice>
    </ConfirmDialog>
  );
}
