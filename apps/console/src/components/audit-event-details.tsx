import type { AuditEvent } from '@consentry/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { en } from '../messages/en.ts';
import { AuditDetail } from './audit-detail.tsx';
import classes from './audit-event-details.module.css';

const members = en.audit_events.member;

/** What changed, member by member, for those who want to know; made once it is opened. */
export function AuditEventDetails({ event }: { event: AuditEvent }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const entries = Object.entries(event.details).filter(([, value]) => value !== null);
  if (entries.length === 0) return null;
  return (
    <details className={classes['details']} onToggle={(change) => setOpen(change.currentTarget.open)}>
      <summary>{t('audit_events.details')}</summary>
      {isOpen && (
        <dl>
          {entries.map(([member, value]) => (
            <div key={member}>
              <dt>{isKnown(member) ? t(`audit_events.member.${member}`) : <code>{member}</code>}</dt>
              <dd>
                <AuditDetail member={member} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </details>
  );
}

function isKnown(member: string): member is keyof typeof members {
  return Object.hasOwn(members, member);
}
