import type { PartnerLink } from '@consentry/contract';
import { Button } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { now } from '../clock.ts';
import { partnerLinksQuery, useRevokePartnerLink } from '../data/partner-links.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { CreatePartnerLinkDialog } from './create-partner-link-dialog.tsx';
import type { Column } from './data-table.tsx';
import { NamedCell } from './named-cell.tsx';
import { PagedTable } from './paged-table.tsx';
import { Section } from './section.tsx';
import { Tag } from './tag.tsx';
import { TimeText } from './time-text.tsx';

/** The links that show a partner this application's configuration and guides without an account. */
export function PartnerLinkList({ client_id }: { client_id: string }) {
  const { t } = useTranslation();
  const [isAdding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<PartnerLink | null>(null);
  const query = useInfiniteQuery(partnerLinksQuery(client_id));
  const revoke = useRevokePartnerLink(client_id);
  const columns = usePartnerLinkColumns(setRevoking);
  const isEmpty = query.data?.pages[0]?.items.length === 0;
  const close = () => {
    setRevoking(null);
    revoke.reset();
  };
  const add = (
    <Button variant="default" leftSection={<IconLink size={16} />} onClick={() => setAdding(true)}>
      {t('partner_links.create')}
    </Button>
  );

  return (
    <Section title={t('partner_links.title')} description={t('partner_links.lead')} actions={add}>
      {!isEmpty && (
        <PagedTable<PartnerLink>
          label={t('partner_links.title')}
          query={query}
          columns={columns}
          rowKey={({ partner_link_id }) => partner_link_id}
          empty={null}
        />
      )}
      <CreatePartnerLinkDialog client_id={client_id} opened={isAdding} onClose={() => setAdding(false)} />
      <ConfirmDialog
        opened={revoking !== null}
        title={t('partner_links.revoke_title', { name: revoking?.name ?? '' })}
        confirmLabel={t('actions.revoke')}
        isPending={revoke.isPending}
        error={revoke.error}
        onClose={close}
        onConfirm={() => revoking && revoke.mutate(revoking.partner_link_id, { onSuccess: close })}
      >
        {t('partner_links.revoke_body')}
      </ConfirmDialog>
    </Section>
  );
}

function usePartnerLinkColumns(onRevoke: (link: PartnerLink) => void): Column<PartnerLink>[] {
  const { t } = useTranslation();
  return [
    { key: 'name', header: t('partner_links.column_name'), cell: (link) => <LinkName link={link} /> },
    { key: 'created_at', header: t('partner_links.column_created'), cell: ({ created_at }) => <TimeText at={created_at} /> },
    { key: 'expires_at', header: t('partner_links.column_expires'), cell: ({ expires_at }) => <Expiry at={expires_at} /> },
    { key: 'last_opened_at', header: t('partner_links.column_opened'), cell: ({ last_opened_at }) => <TimeText at={last_opened_at} /> },
    {
      key: 'actions',
      header: t('partner_links.column_actions'),
      isActions: true,
      cell: (link) => (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={t('partner_links.revoke', { name: link.name })}
          onClick={() => onRevoke(link)}
        >
          {t('actions.revoke')}
        </Button>
      ),
    },
  ];
}

function LinkName({ link: { name, parts } }: { link: PartnerLink }) {
  const { t } = useTranslation();
  const shown = ['configuration', ...parts].map((part) =>
    t(`partner_links.part.${part as 'configuration' | PartnerLink['parts'][number]}`),
  );
  return <NamedCell detail={shown.join(', ')}>{name}</NamedCell>;
}

function Expiry({ at }: { at: string | null }) {
  const { t } = useTranslation();
  if (at === null || Date.parse(at) >= now()) return <TimeText at={at} />;
  return <Tag tone="danger">{t('partner_links.expired')}</Tag>;
}
