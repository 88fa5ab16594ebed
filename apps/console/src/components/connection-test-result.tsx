import type { Client, ConnectionTest } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { connectionTestQuery, useForgetConnectionTest } from '../data/connection-tests.ts';
import { BlankSlate } from './blank-slate.tsx';
import { ConnectionTestStepItem } from './connection-test-step-item.tsx';
import { isGone } from './failure-text.ts';
import { Notice } from './notice.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { RoutePending } from './route-pending.tsx';
import { Section } from './section.tsx';
import classes from './connection-test-result.module.css';

interface ConnectionTestResultProps {
  connection_test_id: string;
  client: Client;
  onClose: () => void;
}

/** Each step of a test, with what went over the wire. */
export function ConnectionTestResult({ connection_test_id, client, onClose }: ConnectionTestResultProps) {
  const { t } = useTranslation();
  const { data: test, error } = useQuery(connectionTestQuery(connection_test_id));
  const again = (
    <Button variant="default" onClick={onClose}>
      {t('connection_test.again')}
    </Button>
  );
  if (isGone(error)) {
    return (
      <Section title={t('connection_test.result')}>
        <BlankSlate title={t('connection_test.gone_title')} actions={again}>
          {t('connection_test.gone')}
        </BlankSlate>
      </Section>
    );
  }
  if (error !== null) return <ProblemAlert error={error} />;
  if (test === undefined) return <RoutePending />;
  return (
    <Section
      title={t('connection_test.result')}
      description={t('connection_test.result_lead', { name: client.name })}
      actions={<ResultActions test={test} onClose={onClose} />}
    >
      <Verdict test={test} />
      <ol className={classes['steps']}>
        {test.steps.map((step) => (
          <ConnectionTestStepItem key={step.name} step={step} />
        ))}
      </ol>
    </Section>
  );
}

function ResultActions({ test, onClose }: { test: ConnectionTest; onClose: () => void }) {
  const { t } = useTranslation();
  const forget = useForgetConnectionTest();
  return (
    <>
      <Button variant="subtle" loading={forget.isPending} onClick={() => forget.mutate(test.connection_test_id, { onSettled: onClose })}>
        {t('connection_test.forget')}
      </Button>
      <Button variant="default" onClick={onClose}>
        {t('connection_test.again')}
      </Button>
    </>
  );
}

/** One sentence on the whole, before the steps. */
function Verdict({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation();
  if (test.state === 'waiting') {
    return (
      <Notice tone="info" role="status" title={t('connection_test.waiting_title')}>
        <p>
          {t('connection_test.waiting')}{' '}
          {test.authorization_url !== null && <a href={test.authorization_url}>{t('connection_test.waiting_continue')}</a>}
        </p>
      </Notice>
    );
  }
  const failed = test.steps.find(({ outcome }) => outcome === 'failed');
  if (failed !== undefined) {
    return (
      <Notice
        tone="danger"
        role="alert"
        title={t('connection_test.failed_title', { step: t(`connection_test.step.${failed.name}.title`) })}
      >
        <p>{t('connection_test.failed')}</p>
      </Notice>
    );
  }
  const hasOwnKey = test.steps.some(({ skipped_because }) => skipped_because === 'own_key');
  return (
    <Notice tone="info" role="status" title={t(hasOwnKey ? 'connection_test.half_title' : 'connection_test.passed_title')}>
      <p>{t(hasOwnKey ? 'connection_test.half' : 'connection_test.passed')}</p>
    </Notice>
  );
}
