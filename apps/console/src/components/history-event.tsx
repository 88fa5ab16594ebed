import type { AuditEvent } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { auditActionText } from './audit-action-text.ts';
import { AuditEventDetails } from './audit-event-details.tsx';
import { UserReference } from './audit-event-reference.tsx';
import { Changes, ClientChanges } from './client-changes.tsx';

/** What happened to an application: what changed stands open, the rest behind “Details”. */
export function HistoryEvent({ event }: { event: AuditEvent }) {
  const { changes, from, to, ...details } = event.details;
  const changed = Changes.safeParse(changes ?? (event.action === 'client.party_changed' ? { party: { from, to } } : {}));
  return (
    <div>
      <strong>{<ActionText event={event} />}</strong>
      {changed.success && Object.keys(changed.data).length > 0 && <ClientChanges changes={changed.data} />}
      <AuditEventDetails event={{ ...event, details }} />
    </div>
  );
}

function ActionText({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  return (
    <>
      {auditActionText(event.action, t)}
      {event.user_id !== null && (
        <>
          {' '}
          (<UserReference user_id={event.user_id} />)
        </>
      )}
    </>
  );
}
