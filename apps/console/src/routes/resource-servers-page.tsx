import type { ResourceServer } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BlankSlate } from '../components/blank-slate.tsx';
import type { Column } from '../components/data-table.tsx';
import { NamedCell } from '../components/named-cell.tsx';
import { Page } from '../components/page.tsx';
import { PagedTable } from '../components/paged-table.tsx';
import { TimeText } from '../components/time-text.tsx';
import { resourceServersQuery } from '../data/resource-servers.ts';

export function ResourceServersPage() {
  const { t } = useTranslation();
  const query = useInfiniteQuery(resourceServersQuery());
  const columns: Column<ResourceServer>[] = [
    { key: 'name', header: t('resource_servers.column_name'), cell: (server) => <ResourceServerName server={server} /> },
    { key: 'resource', header: t('resource_servers.column_resource'), cell: ({ resource }) => <code>{resource}</code> },
    { key: 'scopes', header: t('resource_servers.column_scopes'), cell: ({ scopes }) => scopes.length },
    { key: 'created_at', header: t('resource_servers.column_created'), cell: ({ created_at }) => <TimeText at={created_at} /> },
  ];
  const create = (
    <Button leftSection={<IconPlus size={16} />} renderRoot={(props) => <Link to="/resource-servers/new" {...props} />}>
      {t('resource_servers.create')}
    </Button>
  );
  return (
    <Page title={t('resource_servers.title')} lead={t('resource_servers.lead')} actions={create}>
      <PagedTable<ResourceServer>
        label={t('resource_servers.list')}
        query={query}
        columns={columns}
        rowKey={({ resource }) => resource}
        empty={<BlankSlate title={t('resource_servers.empty_title')}>{t('resource_servers.empty')}</BlankSlate>}
      />
    </Page>
  );
}

function ResourceServerName({ server }: { server: ResourceServer }) {
  return (
    <NamedCell>
      <Link to="/resource-servers/$resource" params={{ resource: server.resource }}>
        {server.name}
      </Link>
    </NamedCell>
  );
}
