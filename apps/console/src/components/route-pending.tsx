import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './route-pending.module.css';

/** The outline of a screen while its data is on the way. */
export function RoutePending() {
  const { t } = useTranslation();
  return (
    <div className={classes['pending']} role="status" aria-label={t('state.loading')}>
      <Skeleton height={32} width="40%" />
      <Skeleton height={16} width="70%" />
      <Skeleton height={220} radius="md" />
    </div>
  );
}
