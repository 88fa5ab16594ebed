import { BULK_ACTIONS, type ChangeManyClients, type ListedClient } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChangeManyClients } from '../data/clients.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { notify } from './notify.ts';
import classes from './save-form.module.css';

type BulkAction = ChangeManyClients['action'];

/** What can be done with each of these; an action that changes none of them is not offered. */
const MAY: Record<BulkAction, (client: ListedClient) => boolean> = {
  disable: ({ state }) => state === 'active',
  enable: ({ state }) => state === 'disabled',
  take_over: ({ origin }) => origin !== 'operator',
  delete: () => true,
};

/** The number that has to be typed before so many are deleted. */
const TYPED_FROM = 2;

/** What is done to all chosen applications at once; asked before, with how many people it concerns. */
export function ClientBulkBar({ selected, onDone }: { selected: ListedClient[]; onDone: () => void }) {
  const { t } = useTranslation();
  const change = useChangeManyClients();
  const [action, setAction] = useState<BulkAction | null>(null);
  const offered = BULK_ACTIONS.filter((one) => selected.some(MAY[one]));
  const targets = action === null ? [] : selected.filter(MAY[action]);
  const close = () => {
    change.reset();
    setAction(null);
  };
  const run = () => {
    if (action === null) return;
    change.mutate(
      { action, client_ids: targets.map(({ client_id }) => client_id) },
      {
        onSuccess: ({ changed }) => {
          notify(t(`client_bulk.${action}_done`, { count: changed }));
          close();
          onDone();
        },
      },
    );
  };
  return (
    <div className={classes['foot']} role="region" aria-label={t('client_bulk.bar')}>
      <div className={classes['bar']}>
        <p className={classes['state']} role="status">
          {t('client_bulk.chosen', { count: selected.length })}
        </p>
        <Button variant="subtle" onClick={onDone}>
          {t('client_bulk.clear')}
        </Button>
        {offered.map((one) => (
          <Button
            key={one}
            variant="default"
            {...(one === 'delete' ? { color: 'red', variant: 'light' } : {})}
            onClick={() => setAction(one)}
          >
            {t(`client_bulk.${one}`)}
          </Button>
        ))}
      </div>
      <ConfirmDialog
        opened={action !== null}
        title={action === null ? '' : t(`client_bulk.${action}_title`, { count: targets.length })}
        confirmLabel={action === null ? '' : t(`client_bulk.${action}`)}
        isDangerous={action === 'delete' || action === 'disable'}
        {...(action === 'delete' && targets.length >= TYPED_FROM
          ? { typed: { label: t('client_bulk.typed'), text: String(targets.length) } }
          : {})}
        isPending={change.isPending}
        error={change.error}
        onClose={close}
        onConfirm={run}
      >
        {action !== null && <Consequence action={action} targets={targets} />}
      </ConfirmDialog>
    </div>
  );
}

function Consequence({ action, targets }: { action: BulkAction; targets: ListedClient[] }) {
  const { t } = useTranslation();
  const users = targets.reduce((sum, { user_count }) => sum + user_count, 0);
  return (
    <>
      <p>{t(`client_bulk.${action}_effect`)}</p>
      {users > 0 && (action === 'delete' || action === 'disable') && <p>{t('client_bulk.users', { count: users })}</p>}
      <p>
        <bdi>
          {targets
            .map(({ name }) => name)
            .slice(0, 10)
            .join(', ')}
        </bdi>
        {targets.length > 10 && ` ${t('client_bulk.more', { count: targets.length - 10 })}`}
      </p>
    </>
  );
}
