import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';
import classes from './dialog.module.css';

/** Asks before a page with unsaved changes is left, inside the console and out of it. */
export function UnsavedChangesGuard({ isDirty }: { isDirty: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => isDirty,
    withResolver: true,
  });
  const isBlocked = blocker.status === 'blocked';
  return (
    <Dialog opened={isBlocked} onClose={() => blocker.reset?.()} title={t('unsaved.title')}>
      <div className={classes['body']}>
        <div className={classes['text']}>{t('unsaved.body')}</div>
        <div className={classes['actions']}>
          <Button variant="default" onClick={() => blocker.reset?.()} data-autofocus>
            {t('unsaved.stay')}
          </Button>
          <Button color="red" onClick={() => blocker.proceed?.()}>
            {t('unsaved.leave')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
