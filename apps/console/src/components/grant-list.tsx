import type { Grant } from '@consentry/contract';
import { Switch } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { grantsQuery } from '../data/grants.ts';
import { toggled } from '../forms/client-permissions.ts';
import { BlankSlate } from './blank-slate.tsx';
import { useGrantColumns, type GrantSide } from './grant-columns.tsx';
import { GrantDetails } from './grant-details.tsx';
import { PagedTable } from './paged-table.tsx';
import { RevokeGrantDialog } from './revoke-grant-dialog.tsx';

interface GrantListProps {
  of: GrantSide;
  client_id?: string | undefined;
  user_id?: string | undefined;
  empty?: ReactNode;
}

/** What users have allowed: seen from the application, or from the user. */
export function GrantList({ of, client_id, user_id, empty }: GrantListProps) {
  const { t } = useTranslation();
  const [include_revoked, setIncludeRevoked] = useState(false);
  const [open, setOpen] = useState<readonly string[]>([]);
  const [revoking, setRevoking] = useState<Grant | null>(null);
  const query = useInfiniteQuery({ ...grantsQuery({ client_id, user_id, include_revoked }), placeholderData: keepPreviousData });
  const isOpen = ({ grant_id }: Grant) => open.includes(grant_id);
  const onToggle = (grant: Grant) => setOpen(toggled(open, grant.grant_id, !isOpen(grant)));
  const columns = useGrantColumns({ of, isOpen, onToggle, onRevoke: setRevoking });
  const nothing = of === 'client' ? 'empty' : 'empty_user';

  return (
    <>
      <Switch
        label={t('grants.show_ended')}
        checked={include_revoked}
        onChange={(event) => setIncludeRevoked(event.currentTarget.checked)}
      />
      <PagedTable<Grant>
        label={t('grants.list')}
        query={query}
        columns={columns}
        rowKey={(grant) => grant.grant_id}
        detailOf={(grant) => (isOpen(grant) ? <GrantDetails grant={grant} /> : null)}
        empty={empty ?? <BlankSlate title={t(`grants.${nothing}_title`)}>{t(`grants.${nothing}`)}</BlankSlate>}
      />
      <RevokeGrantDialog grant={revoking} onClose={() => setRevoking(null)} />
    </>
  );
}
