import type { Party } from '@consentry/contract';
import { IconArrowRight, IconPlugConnected } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './service-shortcut.module.css';

/** The other way to an application: by the name of a service that is known. */
export function ServiceShortcut({ party }: { party: Party }) {
  const { t } = useTranslation();
  return (
    <Link to="/applications/+services" search={{ party }} className={classes['shortcut']}>
      <span className={classes['icon']}>
        <IconPlugConnected size={20} stroke={1.6} aria-hidden />
      </span>
      <span className={classes['text']}>
        <span className={classes['title']}>{t('clients.service_shortcut')}</span>
        <span className={classes['hint']}>{t('clients.service_shortcut_hint')}</span>
      </span>
      <IconArrowRight size={18} aria-hidden className={classes['arrow']} />
    </Link>
  );
}
