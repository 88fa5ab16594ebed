import type { Client } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { grantsQuery, useRevokeAllGrants } from '../data/grants.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { notify } from './notify.ts';

/** Ends what all users have allowed an application, once its name was typed. */
export function RevokeAllGrants({ client }: { client: Client }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const revoke = useRevokeAllGrants(client.client_id);
  const { data } = useInfiniteQuery(grantsQuery({ client_id: client.client_id, include_revoked: false }));
  const close = () => {
    setOpen(false);
    revoke.reset();
  };
  const done = ({ revoked }: { revoked: number }) => {
    close();
    notify(t('grants.revoked_all', { count: revoked }));
  };
  return (
    <>
      <Button variant="default" disabled={data === undefined || data.pages[0]?.items.length === 0} onClick={() => setOpen(true)}>
        {t('grants.revoke_all')}
      </Button>
      <ConfirmDialog
        opened={isOpen}
        title={t('grants.revoke_all_title', { client: client.name })}
        confirmLabel={t('grants.revoke_all')}
        typed={{ label: t('danger.delete_type'), text: client.name }}
        isPending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate(undefined, { onSuccess: done })}
        onClose={close}
      >
        <p>{t('grants.revoke_all_body')}</p>
        <p>{t('grants.ends_later')}</p>
        <p>{t(client.party === 'first_party' ? 'grants.ends_first_party' : 'grants.ends_ask_again_all')}</p>
      </ConfirmDialog>
    </>
  );
}
