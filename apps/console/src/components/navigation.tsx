import { IconActivity, IconApi, IconApps, IconRobot, IconSettings, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './navigation.module.css';

const ITEMS = [
  { to: '/applications', label: 'applications', Icon: IconApps },
  { to: '/resource-servers', label: 'resource_servers', Icon: IconApi },
  { to: '/registration', label: 'registration', Icon: IconRobot },
  { to: '/users', label: 'users', Icon: IconUsers },
  { to: '/activity', label: 'audit_events', Icon: IconActivity },
  { to: '/settings', label: 'settings', Icon: IconSettings },
] as const;

export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('navigation.label')}>
      <ul className={classes['list']}>
        {ITEMS.map(({ to, label, Icon }) => (
          <li key={to}>
            <Link
              to={to}
              className={classes['link']}
              activeOptions={{ exact: false, includeSearch: false }}
              {...(onFollow ? { onClick: onFollow } : {})}
            >
              <Icon size={18} stroke={1.7} aria-hidden />
              {t(`navigation.${label}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
