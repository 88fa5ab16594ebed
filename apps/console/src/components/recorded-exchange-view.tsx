import type { RecordedExchange } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import classes from './recorded-exchange-view.module.css';

/** A request and its answer as text, in the order in which they went over the wire. */
export function RecordedExchangeView({ exchange }: { exchange: RecordedExchange }) {
  const { t } = useTranslation();
  return (
    <div className={classes['exchange']}>
      <p className={classes['label']}>{t(exchange.status === null ? 'connection_test.browser' : 'connection_test.request')}</p>
      <pre className={classes['text']}>{requestText(exchange)}</pre>
      {exchange.status !== null && (
        <>
          <p className={classes['label']}>{t('connection_test.response')}</p>
          <pre className={classes['text']}>{responseText(exchange)}</pre>
        </>
      )}
    </div>
  );
}

/** One parameter on each line: what a developer compares with their own. */
function requestText({ method, url, request_headers, request_body }: RecordedExchange): string {
  const [address = '', query] = url.split('?');
  const parameters = (query ?? '').split('&').filter(Boolean);
  const target = [`${method} ${address}`, ...parameters.map((pair, index) => `  ${index === 0 ? '?' : '&'}${decoded(pair)}`)];
  const headers = request_headers.map(({ name, value }) => `${name}: ${value}`);
  const body = request_body.map(({ name, value }, index) => `${index === 0 ? ' ' : '&'}${name}=${value}`);
  return [...target, ...headers, ...(body.length === 0 ? [] : ['', ...body])].join('\n');
}

function responseText({ status, response_headers, response_body }: RecordedExchange): string {
  const headers = response_headers.map(({ name, value }) => `${name}: ${value}`);
  return [`HTTP ${status}`, ...headers, ...(response_body === '' ? [] : ['', response_body])].join('\n');
}

function decoded(pair: string): string {
  try {
    return decodeURIComponent(pair.replaceAll('+', ' '));
  } catch {
    // A masked value may end in the middle of an escape.
    return pair;
  }
}
