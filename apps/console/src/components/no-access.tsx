import type { Caller } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './route-failure.module.css';

/** For somebody who is signed in and may not use the console. */
export function NoAccess({ caller }: { caller: Caller }) {
  const { t } = useTranslation();
  const name = caller.name ?? caller.username ?? caller.actor_id;
  return (
    <main className={classes['failure']}>
      <h1 className={classes['title']}>{t('session.no_access_title')}</h1>
      <p dir="auto">{t('session.no_access', { name })}</p>
      <form method="post" action="/console/sign-out" className={classes['actions']}>
        <Button type="submit">{t('operator_menu.sign_out')}</Button>
      </form>
    </main>
  );
}
