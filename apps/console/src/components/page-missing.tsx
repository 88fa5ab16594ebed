import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BlankSlate } from './blank-slate.tsx';
import { Page } from './page.tsx';

export function PageMissing() {
  const { t } = useTranslation();
  const home = <Button renderRoot={(props) => <Link to="/applications" {...props} />}>{t('not_found.home')}</Button>;
  return (
    <Page title={t('not_found.title')} width="form">
      <BlankSlate title={t('not_found.title')} actions={home}>
        {t('not_found.body')}
      </BlankSlate>
    </Page>
  );
}
