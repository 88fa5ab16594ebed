import type { ListedClient, Party } from '@consentry/contract';
import { IconRosetteDiscountCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ClientAvatar } from './client-avatar.tsx';
import type { Column } from './data-table.tsx';
import { NamedCell } from './named-cell.tsx';
import { Tag } from './tag.tsx';
import { TimeText } from './time-text.tsx';
import classes from './client-columns.module.css';

/** One’s own applications have no publisher but oneself. */
export function useClientColumns(party: Party): Column<ListedClient>[] {
  const { t, i18n } = useTranslation();
  const publisher: Column<ListedClient> = {
    key: 'publisher',
    header: t('clients.column_publisher'),
    cell: (client) => <Publisher client={client} />,
  };
  return [
    { key: 'name', header: t('clients.column_name'), cell: (client) => <ClientName client={client} /> },
    ...(party === 'third_party' ? [publisher] : []),
    { key: 'app_type', header: t('clients.column_type'), cell: ({ app_type }) => t(`app_types.${app_type}.name`) },
    { key: 'state', header: t('clients.column_state'), cell: (client) => <State client={client} /> },
    {
      key: 'user_count',
      header: t('clients.column_users'),
      isNumeric: true,
      cell: (client) => (hasUsers(client) ? new Intl.NumberFormat(i18n.language).format(client.user_count) : '–'),
    },
    {
      key: 'last_sign_in_at',
      header: t('clients.column_last_sign_in'),
      cell: (client) => (hasUsers(client) ? <TimeText at={client.last_sign_in_at} /> : '–'),
    },
  ];
}

/** Nobody signs in to a machine. */
function hasUsers({ app_type }: ListedClient): boolean {
  return app_type !== 'machine_to_machine';
}

function ClientName({ client }: { client: ListedClient }) {
  return (
    <span className={classes['named']}>
      <ClientAvatar client={client} />
      <NamedCell detail={client.description}>
        <Link to="/applications/$client_id" params={{ client_id: client.client_id }}>
          {client.name}
        </Link>
      </NamedCell>
    </span>
  );
}

function Publisher({ client: { publisher_name, publisher_verified } }: { client: ListedClient }) {
  const { t } = useTranslation();
  if (publisher_name === '') return '–';
  return (
    <span className={classes['publisher']}>
      <bdi>{publisher_name}</bdi>
      {publisher_verified && (
        <>
          <IconRosetteDiscountCheck size={16} aria-hidden className={classes['verified']} />
          <span className="visually-hidden">{t('clients.verified')}</span>
        </>
      )}
    </span>
  );
}

function State({ client }: { client: ListedClient }) {
  return (
    <span className={classes['state']}>
      <StateWord client={client} />
    </span>
  );
}

function StateWord({ client: { state, quarantined } }: { client: ListedClient }) {
  const { t } = useTranslation();
  if (state === 'disabled') return <Tag tone="danger">{t('clients.state.disabled')}</Tag>;
  return quarantined ? <Tag tone="warning">{t('clients.quarantined')}</Tag> : t('clients.state.active');
}
