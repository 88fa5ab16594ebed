import type { Client, RefusedRequest } from '@consentry/contract';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { refusedRequestDetailId } from './refused-request-columns.tsx';
import { RefusedRequestFixAction } from './refused-request-fix-action.tsx';
import { ValueItem, ValueList } from './value-list.tsx';
import classes from './refused-request-details.module.css';

interface RefusedRequestDetailsProps {
  refused: RefusedRequest;
  /** Absent in a list of several clients: mending is done at the client's own page. */
  client?: Client | undefined;
}

/** What came, what was expected, and the one change that mends it, which is a click away where it is a change here. */
export function RefusedRequestDetails({ refused, client }: RefusedRequestDetailsProps) {
  const { t } = useTranslation();
  return (
    <div id={refusedRequestDetailId(refused)} className={classes['details']}>
      <dl className={classes['explanation']}>
        <Part name={t('refused_requests.came')}>{refused.came}</Part>
        <Part name={t('refused_requests.expected')}>{refused.expected}</Part>
        <Part name={t('refused_requests.mend')} isMend>
          {refused.mend}
        </Part>
      </dl>
      {client === undefined ? <ToClient refused={refused} /> : <RefusedRequestFixAction refused={refused} client={client} />}
      <details className={classes['technical']}>
        <summary>{t('refused_requests.technical')}</summary>
        <Technical refused={refused} />
      </details>
    </div>
  );
}

function Part({ name, isMend = false, children }: { name: string; isMend?: boolean; children: ReactNode }) {
  return (
    <div className={classes['part']} data-mend={isMend ? true : undefined}>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  );
}

function ToClient({ refused: { client_id, client_known, reference } }: { refused: RefusedRequest }) {
  const { t } = useTranslation();
  if (client_id === null || !client_known) return null;
  return (
    <div>
      <Button
        variant="default"
        size="xs"
        renderRoot={(props) => (
          <Link to="/applications/$client_id/refused-requests" params={{ client_id }} search={{ reference }} {...props} />
        )}
      >
        {t('refused_requests.open_client')}
      </Button>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes['fact']}>
      <dt>{name}</dt>
      <dd>
        <code>
          <bdi>{value}</bdi>
        </code>
      </dd>
    </div>
  );
}

function Technical({ refused }: { refused: RefusedRequest }) {
  const { t } = useTranslation();
  const { reference, error, error_description, error_detail, method, parameters } = refused;
  return (
    <ValueList>
      <ValueItem label={t('refused_requests.reference')} value={reference} />
      <Fact name={t('refused_requests.answered')} value={error_description === '' ? error : `${error}: ${error_description}`} />
      {error_detail !== null && error_detail !== error_description && <Fact name={t('refused_requests.detail')} value={error_detail} />}
      <Fact name={t('refused_requests.method')} value={method} />
      {Object.entries(parameters)
        .toSorted(([left], [right]) => left.localeCompare(right))
        .map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
    </ValueList>
  );
}
