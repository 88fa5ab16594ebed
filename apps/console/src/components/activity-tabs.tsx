import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AddressTabs } from './address-tabs.tsx';

const ADDRESSES = { audit_events: '/activity', refused_requests: '/activity/refused-requests' } as const;
type ActivityTab = keyof typeof ADDRESSES;

/** What was done, and what was refused. */
export function ActivityTabs({ value, children }: { value: ActivityTab; children: ReactNode }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <AddressTabs<ActivityTab>
      label={t('audit_events.title')}
      value={value}
      tabs={[
        { value: 'audit_events', label: t('audit_events.tab') },
        { value: 'refused_requests', label: t('refused_requests.title') },
      ]}
      onChange={(next) => void navigate({ to: ADDRESSES[next] })}
    >
      {children}
    </AddressTabs>
  );
}
