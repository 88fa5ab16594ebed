import type { InitialAccessToken } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { now } from '../clock.ts';
import { initialAccessTokensQuery, useRevokeInitialAccessToken } from '../data/registration.ts';
import { BlankSlate } from './blank-slate.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import type { Column } from './data-table.tsx';
import { InitialAccessTokenDialog } from './initial-access-token-dialog.tsx';
import { NotedCell } from './noted-cell.tsx';
import { PagedTable } from './paged-table.tsx';
import { TabIntro } from './tab-intro.tsx';
import { Tag } from './tag.tsx';
import { TimeText } from './time-text.tsx';

/** Tokens that operators gave to others so that these can register clients (RFC 7591 §3). */
export function InitialAccessTokenList() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(initialAccessTokensQuery());
  const revoke = useRevokeInitialAccessToken();
  const [isAdding, setAdding] = useState(false);
  const [revoked, setRevoked] = useState<InitialAccessToken | null>(null);
  const columns = useTokenColumns(setRevoked);
  const add = (
    <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      {t('registration.token_add')}
    </Button>
  );
  return (
    <>
      <TabIntro title={t('registration.tokens_title')} text={t('registration.tokens')} actions={add} />
      <PagedTable<InitialAccessToken>
        label={t('registration.tokens_title')}
        query={query}
        columns={columns}
        rowKey={(token) => token.initial_access_token_id}
        empty={<BlankSlate title={t('registration.tokens_empty_title')}>{t('registration.tokens_empty')}</BlankSlate>}
      />
      <InitialAccessTokenDialog opened={isAdding} onClose={() => setAdding(false)} />
      <ConfirmDialog
        opened={revoked !== null}
        title={t('registration.token_revoke_title', { name: revoked?.name ?? '' })}
        confirmLabel={t('actions.revoke')}
        isPending={revoke.isPending}
        error={revoke.error}
        onClose={() => setRevoked(null)}
        onConfirm={() => {
          if (revoked !== null) revoke.mutate(revoked.initial_access_token_id, { onSuccess: () => setRevoked(null) });
        }}
      >
        {t('registration.token_revoke')}
      </ConfirmDialog>
    </>
  );
}

function useTokenColumns(onRevoke: (token: InitialAccessToken) => void): Column<InitialAccessToken>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      header: t('registration.token_name'),
      cell: ({ name, created_at }) => (
        <NotedCell note={<TimeText at={created_at} />}>
          <span dir="auto">{name}</span>
        </NotedCell>
      ),
    },
    {
      key: 'uses',
      header: t('registration.token_uses'),
      cell: ({ uses, max_uses, last_used_at }) => (
        <NotedCell note={last_used_at === null ? '' : <TimeText at={last_used_at} />}>
          {max_uses === null ? uses : t('registration.token_uses_of', { uses, max: max_uses })}
        </NotedCell>
      ),
    },
    { key: 'state', header: t('registration.token_state'), cell: (token) => <TokenState token={token} /> },
    {
      key: 'actions',
      header: t('actions.revoke'),
      isActions: true,
      cell: (token) =>
        token.revoked_at === null && (
          <Button variant="subtle" color="red" size="compact-sm" onClick={() => onRevoke(token)}>
            {t('actions.revoke')}
          </Button>
        ),
    },
  ];
}

function TokenState({ token: { revoked_at, expires_at, uses, max_uses } }: { token: InitialAccessToken }) {
  const { t } = useTranslation();
  if (revoked_at !== null) return <Tag tone="danger">{t('registration.token_revoked')}</Tag>;
  if (expires_at !== null && Date.parse(expires_at) <= now()) return <Tag>{t('registration.token_expired')}</Tag>;
  if (max_uses !== null && uses >= max_uses) return <Tag>{t('registration.token_used_up')}</Tag>;
  return (
    <NotedCell note={expires_at === null ? '' : <TimeText at={expires_at} />}>
      <Tag tone="accent">{t(expires_at === null ? 'registration.token_good' : 'registration.token_good_until')}</Tag>
    </NotedCell>
  );
}
