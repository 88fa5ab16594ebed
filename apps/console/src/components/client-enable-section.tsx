import type { Client } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEnableClient } from '../data/clients.ts';
import { notify } from './notify.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { Section } from './section.tsx';
import { timeWords } from './time-text.tsx';

/** Says since when and why an application is disabled, and enables it. */
export function ClientEnableSection({ client }: { client: Client }) {
  const { t, i18n } = useTranslation();
  const enable = useEnableClient(client.client_id);
  const done = () => notify(t('danger.enabled_done', { name: client.name }));
  const since = client.disabled_at === null ? '' : t('danger.disabled_since', { when: timeWords(client.disabled_at, i18n.language) });
  return (
    <Section tone="danger" title={t('danger.disabled_title')} description={since}>
      {client.disabled_reason !== null && <p dir="auto">{t('danger.disabled_why', { reason: client.disabled_reason })}</p>}
      <p className="quiet">{t('danger.enable')}</p>
      <ProblemAlert error={enable.error} />
      <div>
        <Button loading={enable.isPending} onClick={() => enable.mutate(undefined, { onSuccess: done })}>
          {t('danger.enable_button')}
        </Button>
      </div>
    </Section>
  );
}
