import type { GrantedDetail, ResourceServer } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { TimeText } from './time-text.tsx';
import classes from './grant-details.module.css';

/** What was granted one by one (RFC 9396), as the application asked for it. */
export function GrantedDetailList({ details, servers }: { details: GrantedDetail[]; servers: ResourceServer[] }) {
  const { t } = useTranslation();
  return (
    <div>
      <h3 className={classes['title']}>{t('grants.details')}</h3>
      <ul className={classes['list']}>
        {details.map(({ resource, detail, granted_at }, index) => (
          <li key={index} className={classes['item']}>
            <span>
              <span dir="auto">{servers.find((server) => server.resource === resource)?.name ?? resource}</span>{' '}
              <code dir="ltr">{JSON.stringify(detail)}</code>
            </span>
            <span className={classes['when']}>
              <TimeText at={granted_at} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
