import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { connectionEnv, connectionJson, type Connection } from '@consentry/contract';
import { saveFile } from './save-file.ts';

/** The values as files. */
export function ConnectionDownloads({ connection }: { connection: Connection }) {
  const { t } = useTranslation();
  const name = connection.client.client_id;
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconDownload size={16} />}
        onClick={() => saveFile(`${name}.env`, connectionEnv(connection))}
      >
        {t('credentials.download_env')}
      </Button>
      <Button
        variant="default"
        size="sm"
        leftSection={<IconDownload size={16} />}
        onClick={() => saveFile(`${name}.json`, connectionJson(connection))}
      >
        {t('credentials.download_json')}
      </Button>
    </>
  );
}
