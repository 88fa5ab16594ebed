import type { Client } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clientQuery, clientUseQuery, useDeleteClient } from '../data/clients.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { notify } from './notify.ts';
import { Section } from './section.tsx';

/** Deletes an application once its name is typed, after saying how many people lose access. */
export function ClientDeleteSection({ client }: { client: Client }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const remove = useDeleteClient(client.client_id);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const leave = async () => {
    await navigate({ to: '/applications', search: { tab: client.party === 'first_party' ? 'my-apps' : 'third-party' } });
    queries.removeQueries({ queryKey: clientQuery(client.client_id).queryKey });
    notify(t('danger.deleted', { name: client.name }));
  };
  const close = () => {
    setOpen(false);
    remove.reset();
  };
  return (
    <Section tone="danger" title={t('danger.delete_title')} description={t('danger.delete')}>
      <div>
        <Button color="red" onClick={() => setOpen(true)}>
          {t('danger.delete_button')}
        </Button>
      </div>
      <ConfirmDialog
        opened={isOpen}
        title={t('danger.delete_confirm_title', { name: client.name })}
        confirmLabel={t('danger.delete_button')}
        typed={{ label: t('danger.delete_type'), text: client.name }}
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: leave })}
        onClose={close}
      >
        {client.app_type !== 'machine_to_machine' && <UsersWhoLose client_id={client.client_id} />}
        <p>{t('danger.delete_effect')}</p>
      </ConfirmDialog>
    </Section>
  );
}

/** Counted when the dialog opens. */
function UsersWhoLose({ client_id }: { client_id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({ ...clientUseQuery(client_id), staleTime: 0 });
  const text = data === undefined ? t('state.loading') : usersText(data.user_count);
  return (
    <p role="status">
      <strong>{text}</strong>
    </p>
  );

  function usersText(count: number): string {
    return count === 0 ? t('danger.delete_users_none') : t('danger.delete_users', { count });
  }
}
