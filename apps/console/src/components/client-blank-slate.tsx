import { APP_TYPES, type Party } from '@consentry/contract';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AppTypeIcon } from './app-type-icon.tsx';
import { ServiceShortcut } from './service-shortcut.tsx';
import classes from './client-blank-slate.module.css';

/** The three that sign people in; a machine has a page of its own under “View all”. */
const SHOWN = APP_TYPES.filter((appType) => appType !== 'machine_to_machine');

/** Says what an application of this party is, and begins with one of the types. */
export function ClientBlankSlate({ party }: { party: Party }) {
  const { t } = useTranslation();
  return (
    <section className={classes['slate']}>
      <h2 className={classes['title']}>{t(`clients.empty_${party}_title`)}</h2>
      <p className={classes['text']}>{t(`clients.empty_${party}`)}</p>
      <div className={classes['row']}>
        <h3 className={classes['choose']}>{t('clients.choose_type')}</h3>
        <Link to="/applications/+types" className={classes['all']}>
          {t('clients.view_all')} <IconArrowRight size={16} aria-hidden />
        </Link>
      </div>
      <ul className={classes['cards']}>
        {SHOWN.map((appType) => (
          <li key={appType}>
            <Link to="/applications/+new" search={{ party, app_type: appType }} className={classes['card']}>
              <span className={classes['icon']}>
                <AppTypeIcon appType={appType} />
              </span>
              <span className={classes['name']}>{t(`app_types.${appType}.name`)}</span>
              <span className={classes['when']}>{t(`app_types.${appType}.when`)}</span>
              <span className={classes['examples']}>{t(`app_types.${appType}.examples`)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className={classes['shortcut']}>
        <ServiceShortcut party={party} />
      </div>
    </section>
  );
}
