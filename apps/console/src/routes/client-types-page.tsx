import { APP_TYPES, type AppType } from '@consentry/contract';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AppTypeIcon } from '../components/app-type-icon.tsx';
import { Page } from '../components/page.tsx';
import classes from './client-types-page.module.css';

export function ClientTypesPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('types.title')} lead={t('types.lead')} back={{ to: '/applications', label: t('clients.title') }}>
      <ul className={classes['list']}>
        {APP_TYPES.map((appType) => (
          <li key={appType}>
            <AppTypeCard appType={appType} />
          </li>
        ))}
      </ul>
    </Page>
  );
}

function AppTypeCard({ appType }: { appType: AppType }) {
  const { t } = useTranslation();
  const type = t(`app_types.${appType}.name`);
  return (
    <article className={classes['card']}>
      <div className={classes['about']}>
        <h2 className={classes['name']}>
          <span className={classes['icon']}>
            <AppTypeIcon appType={appType} />
          </span>
          {type}
        </h2>
        <p>{t(`app_types.${appType}.when`)}</p>
        <p className={classes['quiet']}>{t(`app_types.${appType}.about`)}</p>
      </div>
      <dl className={classes['facts']}>
        <dt>{t('types.authenticates')}</dt>
        <dd>{t(`app_types.${appType}.authenticates`)}</dd>
        <dt>{t('types.examples')}</dt>
        <dd>{t(`app_types.${appType}.examples`)}</dd>
      </dl>
      <div className={classes['actions']}>
        <Button
          aria-label={t('types.create_third_party_of', { type })}
          renderRoot={(props) => <Link to="/applications/+new" search={{ party: 'third_party', app_type: appType }} {...props} />}
        >
          {t('types.create_third_party')}
        </Button>
        <Button
          variant="default"
          aria-label={t('types.create_first_party_of', { type })}
          renderRoot={(props) => <Link to="/applications/+new" search={{ party: 'first_party', app_type: appType }} {...props} />}
        >
          {t('types.create_first_party')}
        </Button>
      </div>
    </article>
  );
}
