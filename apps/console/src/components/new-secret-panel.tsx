import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Connection } from '@consentry/contract';
import { forgetSecret, type ShownSecret } from '../data/shown-secrets.ts';
import { ConnectionDownloads } from './connection-downloads.tsx';
import { CopyButton } from './copy-button.tsx';
import classes from './new-secret-panel.module.css';

/** A client secret, for the one time that it can be read. */
export function NewSecretPanel({ secret, connection }: { secret: ShownSecret; connection: Connection }) {
  const { t } = useTranslation();
  return (
    <section className={classes['panel']} aria-label={t('secret_panel.label')}>
      <h2 className={classes['title']}>
        <IconKey size={20} stroke={1.7} aria-hidden /> {t('secret_panel.title')}
      </h2>
      <p className={classes['text']}>{t('secret_panel.body')}</p>
      <div className={classes['secret']}>
        <code data-testid="client-secret">{secret.client_secret}</code>
        <CopyButton value={secret.client_secret} what={t('secret_panel.label')} />
      </div>
      <p className={classes['text']}>{t('credentials.download_hint_secret')}</p>
      <div className={classes['actions']}>
        <ConnectionDownloads connection={connection} />
        <Button variant="subtle" onClick={forgetSecret}>
          {t('secret_panel.dismiss')}
        </Button>
      </div>
    </section>
  );
}
