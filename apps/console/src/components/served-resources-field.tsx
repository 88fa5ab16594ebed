import { TOKEN_EXCHANGE_GRANT } from '@consentry/contract';
import { Checkbox } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { everyResourceServerQuery } from '../data/resource-servers.ts';
import type { ClientSettings } from '../forms/client-settings.ts';
import { Notice } from './notice.tsx';
import classes from './served-resources-field.module.css';

/** Which APIs the app is itself: tokens for these, sent to it by others, it may exchange. */
export function ServedResourcesField({ form }: { form: UseFormReturnType<ClientSettings> }) {
  const { t } = useTranslation();
  const { data: servers } = useQuery(everyResourceServerQuery());
  if (!form.values.grant_types.includes(TOKEN_EXCHANGE_GRANT) || servers === undefined) return null;
  if (servers.length === 0) {
    return (
      <Notice tone="info">
        <p>{t('served_resources.none')}</p>
      </Notice>
    );
  }
  return (
    <Checkbox.Group
      label={t('served_resources.label')}
      description={t('served_resources.hint')}
      value={form.values.serves_resources}
      error={form.errors['serves_resources']}
      onChange={(resources) => form.setFieldValue('serves_resources', resources)}
    >
      <div className={classes['choices']}>
        {servers.map(({ resource, name }) => (
          <Checkbox key={resource} value={resource} label={<bdi>{name}</bdi>} description={<bdi dir="ltr">{resource}</bdi>} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
