import type { AuditEvent } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { ClientReference, UserReference } from './audit-event-reference.tsx';
import { NamedCell } from './named-cell.tsx';

/** Who did it, and from where. */
export function AuditActor({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const address = event.ip === null ? '' : t('audit_events.from_address', { ip: event.ip });
  return (
    <NamedCell detail={address}>
      <Actor event={event} />
    </NamedCell>
  );
}

function Actor({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  if (event.actor_id === null || event.actor_type === 'system') return t('audit_events.system');
  return event.actor_type === 'user' ? <UserReference user_id={event.actor_id} /> : <ClientReference client_id={event.actor_id} />;
}
