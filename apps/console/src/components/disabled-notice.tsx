import type { Client } from '@consentry/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.tsx';
import { timeWords } from './time-text.tsx';

/** Above everything about an application that is disabled: since when, why, and the way to enable it. */
export function DisabledNotice({ client }: { client: Client }) {
  const { t, i18n } = useTranslation();
  if (client.disabled_at === null) return null;
  return (
    <Notice tone="danger" title={t('danger.disabled_title')}>
      <p>
        {t('danger.disabled_since', { when: timeWords(client.disabled_at, i18n.language) })}{' '}
        <Link to="/applications/$client_id/danger" params={{ client_id: client.client_id }}>
          {t('danger.enable_title')}
        </Link>
      </p>
      {client.disabled_reason !== null && <p dir="auto">{t('danger.disabled_why', { reason: client.disabled_reason })}</p>}
    </Notice>
  );
}
