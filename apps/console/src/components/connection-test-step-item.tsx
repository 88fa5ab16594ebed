import type { ConnectionTestStep } from '@consentry/contract';
import { IconAlertTriangle, IconCheck, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { RecordedExchangeView } from './recorded-exchange-view.tsx';
import { specificationUrl } from './specification-url.ts';
import { TokenClaims } from './token-claims.tsx';
import classes from './connection-test-step-item.module.css';

const ICONS = { passed: IconCheck, failed: IconAlertTriangle, skipped: IconMinus };

/** One step: what happened in a sentence, and on demand all that was sent and answered. */
export function ConnectionTestStepItem({ step }: { step: ConnectionTestStep }) {
  const { t } = useTranslation();
  const Icon = ICONS[step.outcome];
  const hasDetails = step.exchanges.length > 0 || step.decoded !== null;
  return (
    <li className={classes['step']} data-outcome={step.outcome}>
      <span className={classes['mark']}>
        <Icon size={16} aria-hidden />
      </span>
      <div className={classes['content']}>
        <h3 className={classes['title']}>
          {t(`connection_test.step.${step.name}.title`)}{' '}
          <span className={classes['outcome']}>{t(`connection_test.outcome_${step.outcome}`)}</span>
        </h3>
        <p className={classes['sentence']}>
          <StepSentence step={step} />{' '}
          <a className={classes['citation']} href={specificationUrl(step.specification)} target="_blank" rel="noreferrer">
            {step.specification}
          </a>
        </p>
        {step.error !== null && (
          <p className={classes['error']}>
            <code>{step.error}</code> {step.error_description}
          </p>
        )}
        {hasDetails && (
          <details className={classes['details']} open={step.outcome === 'failed'}>
            <summary>{t(step.exchanges.length > 0 ? 'connection_test.details' : 'connection_test.details_token')}</summary>
            {step.exchanges.map((exchange, index) => (
              <RecordedExchangeView key={index} exchange={exchange} />
            ))}
            {step.decoded !== null && <TokenClaims token={step.decoded} />}
          </details>
        )}
      </div>
    </li>
  );
}

function StepSentence({ step }: { step: ConnectionTestStep }) {
  const { t } = useTranslation();
  if (step.skipped_because !== null) return t(`connection_test.skipped.${step.skipped_because}`);
  return t(`connection_test.step.${step.name}.${step.outcome === 'failed' ? 'failed' : 'passed'}`);
}
