import { Button } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText, isGone, requestId } from './failure-text.ts';
import classes from './route-failure.module.css';

/** Shown in the place of a screen that could not be loaded. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  useEffect(() => queries.reset(), [queries]);
  const id = requestId(error);
  const gone = isGone(error);
  const outdated = isOutdated(error);

  const retry = () => {
    if (outdated) window.location.reload();
    reset();
    void router.invalidate();
  };
  return (
    <div className={classes['failure']} role="alert">
      <h1 className={classes['title']}>{gone ? t('failure.gone_title') : t('failure.title')}</h1>
      <p>{outdated ? t('failure.outdated') : failureText(error, t)}</p>
      {gone && <p>{t('failure.gone')}</p>}
      {id !== null && (
        <p className={classes['reference']}>
          {t('failure.request_id')}: <code>{id}</code>
        </p>
      )}
      <div className={classes['actions']}>
        <Button onClick={retry} variant={gone ? 'default' : 'filled'}>
          {outdated ? t('failure.reload') : t('actions.retry')}
        </Button>
        <Button variant={gone ? 'filled' : 'default'} renderRoot={(props) => <Link to="/applications" {...props} />}>
          {t('not_found.home')}
        </Button>
      </div>
    </div>
  );
}

/** After an update the server no longer has the parts that this page still names. */
function isOutdated(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
}
