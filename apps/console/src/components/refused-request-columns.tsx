import type { RefusedRequest } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ClientReference } from './audit-event-reference.tsx';
import type { Column } from './data-table.tsx';
import { NotedCell } from './noted-cell.tsx';
import { Tag } from './tag.tsx';
import { TimeText } from './time-text.tsx';
import classes from './refused-request-columns.module.css';

interface RefusedRequestColumnsInput {
  /** Whether the list is of several clients. */
  withClient: boolean;
  isOpen: (refused: RefusedRequest) => boolean;
  onToggle: (refused: RefusedRequest) => void;
}

export function useRefusedRequestColumns({ withClient, isOpen, onToggle }: RefusedRequestColumnsInput): Column<RefusedRequest>[] {
  const { t } = useTranslation();
  const client: Column<RefusedRequest> = {
    key: 'client',
    header: t('refused_requests.column_client'),
    cell: (refused) => <Claimed refused={refused} />,
  };
  return [
    {
      key: 'mistake',
      header: t('refused_requests.column_mistake'),
      cell: (refused) => <What refused={refused} isOpen={isOpen(refused)} onToggle={() => onToggle(refused)} />,
    },
    ...(withClient ? [client] : []),
    {
      key: 'endpoint',
      header: t('refused_requests.column_endpoint'),
      cell: ({ endpoint, error }) => (
        <NotedCell note={<code className={classes['error'] ?? ''}>{error}</code>}>{t(`refused_requests.endpoint.${endpoint}`)}</NotedCell>
      ),
    },
    {
      key: 'when',
      header: t('refused_requests.column_when'),
      cell: ({ at, ip }) => (
        <NotedCell note={ip === null ? '' : t('refused_requests.from_address', { ip })}>
          <TimeText at={at} />
        </NotedCell>
      ),
    },
  ];
}

/** The row below in which the explanation stands, for the button that opens it. */
export function refusedRequestDetailId(refused: RefusedRequest): string {
  return `refused-${refused.reference}`;
}

function What({ refused, isOpen, onToggle }: { refused: RefusedRequest; isOpen: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes['what']}>
      <div className={classes['line']}>
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes['toggle'] ?? ''}
          rightSection={<IconChevronDown size={16} aria-hidden className={classes['chevron'] ?? ''} />}
          aria-expanded={isOpen}
          aria-controls={isOpen ? refusedRequestDetailId(refused) : undefined}
          onClick={onToggle}
        >
          {t(`refused_requests.mistake.${refused.mistake}`)}
        </Button>
        {refused.fix?.done === true && <Tag tone="accent">{t('refused_requests.mended')}</Tag>}
      </div>
      <p className={classes['mend']} dir="auto">
        {refused.mend}
      </p>
    </div>
  );
}

function Claimed({ refused: { client_id, client_known } }: { refused: RefusedRequest }) {
  const { t } = useTranslation();
  if (client_id === null) return <span className="quiet">{t('refused_requests.no_client')}</span>;
  if (client_known) return <ClientReference client_id={client_id} />;
  return (
    <NotedCell note={t('refused_requests.unknown_client')}>
      <code className={classes['error'] ?? ''}>{client_id}</code>
    </NotedCell>
  );
}
