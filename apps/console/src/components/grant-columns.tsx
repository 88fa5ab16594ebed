import type { Grant } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { now } from '../clock.ts';
import type { Column } from './data-table.tsx';
import { NamedCell } from './named-cell.tsx';
import { NotedCell } from './noted-cell.tsx';
import { Tag } from './tag.tsx';
import { exactTime, timeWords, TimeText } from './time-text.tsx';
import classes from './grant-columns.module.css';

/** From which side grants are looked at. */
export type GrantSide = 'client' | 'user';

interface GrantColumnsInput {
  of: GrantSide;
  isOpen: (grant: Grant) => boolean;
  onToggle: (grant: Grant) => void;
  onRevoke: (grant: Grant) => void;
}

export function useGrantColumns({ of, isOpen, onToggle, onRevoke }: GrantColumnsInput): Column<Grant>[] {
  const { t } = useTranslation();
  const nameOf = (grant: Grant) => (of === 'client' ? grant.username : grant.client_name);
  const who: Column<Grant> =
    of === 'client'
      ? { key: 'user', header: t('grants.column_user'), cell: (grant) => <GrantUser grant={grant} /> }
      : { key: 'client', header: t('grants.column_client'), cell: (grant) => <GrantClient grant={grant} /> };
  return [
    who,
    {
      key: 'scopes',
      header: t('grants.column_scopes'),
      cell: (grant) => <GrantSummary grant={grant} name={nameOf(grant)} isOpen={isOpen(grant)} onToggle={() => onToggle(grant)} />,
    },
    { key: 'since', header: t('grants.column_since'), cell: ({ created_at }) => <TimeText at={created_at} /> },
    { key: 'last_used', header: t('grants.column_last_used'), cell: (grant) => <LastUse grant={grant} /> },
    { key: 'expires', header: t('grants.column_expires'), cell: (grant) => <Expiry grant={grant} /> },
    {
      key: 'actions',
      header: t('grants.column_actions'),
      isActions: true,
      cell: (grant) => <GrantAction grant={grant} name={nameOf(grant)} onRevoke={onRevoke} />,
    },
  ];
}

/** The row below in which a grant's permissions stand, for the button that opens it. */
export function grantDetailId(grant: Grant): string {
  return `grant-${grant.grant_id}`;
}

function GrantUser({ grant }: { grant: Grant }) {
  return (
    <NamedCell>
      <Link to="/users/$user_id" params={{ user_id: grant.user_id }}>
        {grant.username}
      </Link>
    </NamedCell>
  );
}

/** An application that is deleted, or the server's own, has its id for a name and no page. */
function GrantClient({ grant }: { grant: Grant }) {
  if (grant.client_name === grant.client_id) return <code>{grant.client_id}</code>;
  return (
    <NamedCell detail={grant.client_id}>
      <Link to="/applications/$client_id" params={{ client_id: grant.client_id }}>
        {grant.client_name}
      </Link>
    </NamedCell>
  );
}

interface GrantSummaryProps {
  grant: Grant;
  name: string;
  isOpen: boolean;
  onToggle: () => void;
}

function GrantSummary({ grant, name, isOpen, onToggle }: GrantSummaryProps) {
  const { t } = useTranslation();
  const refused = grant.refused_scopes.length;
  const allowed = t('grants.allowed_count', { count: grant.scopes.length });
  return (
    <NotedCell note={refused === 0 ? '' : t('grants.refused_count', { count: refused })}>
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes['toggle'] ?? ''}
        rightSection={<IconChevronDown size={16} aria-hidden className={classes['chevron'] ?? ''} />}
        aria-expanded={isOpen}
        aria-controls={isOpen ? grantDetailId(grant) : undefined}
        aria-label={t('grants.allowed_of', { allowed, name })}
        onClick={onToggle}
      >
        {allowed}
      </Button>
    </NotedCell>
  );
}

function LastUse({ grant: { last_used_at, last_used_ip } }: { grant: Grant }) {
  const { t } = useTranslation();
  return (
    <NotedCell note={last_used_ip === null ? '' : t('grants.from_address', { ip: last_used_ip })}>
      <TimeText at={last_used_at} />
    </NotedCell>
  );
}

function Expiry({ grant: { duration, expires_at } }: { grant: Grant }) {
  const { t } = useTranslation();
  if (expires_at === null) return t(duration === 'session' ? 'grants.duration.session' : 'grants.duration.until_revoked');
  return <TimeText at={expires_at} />;
}

interface GrantActionProps {
  grant: Grant;
  name: string;
  onRevoke: (grant: Grant) => void;
}

/** From its expiry on a grant is as revoked, whether or not the server has tidied it away yet. */
function GrantAction({ grant, name, onRevoke }: GrantActionProps) {
  const { t } = useTranslation();
  if (grant.revoked_at !== null) return <Ended at={grant.revoked_at} />;
  if (grant.expires_at !== null && Date.parse(grant.expires_at) <= now()) return <Tag tone="warning">{t('grants.expired')}</Tag>;
  return (
    <Button variant="subtle" color="red" size="compact-sm" aria-label={t('grants.revoke_of', { name })} onClick={() => onRevoke(grant)}>
      {t('actions.revoke')}
    </Button>
  );
}

function Ended({ at }: { at: string }) {
  const { t, i18n } = useTranslation();
  return <span title={exactTime(at, i18n.language)}>{t('grants.ended_at', { when: timeWords(at, i18n.language) })}</span>;
}
