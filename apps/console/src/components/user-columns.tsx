import type { User } from '@consentry/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from './data-table.tsx';
import { NamedCell } from './named-cell.tsx';
import { TagRow } from './tag-row.tsx';
import { Tag } from './tag.tsx';
import { TimeText } from './time-text.tsx';

const SHOWN_GROUPS = 3;

export function useUserColumns(): Column<User>[] {
  const { t } = useTranslation();
  return [
    { key: 'username', header: t('users.column_user'), cell: (user) => <UserName user={user} /> },
    { key: 'email', header: t('users.column_email'), cell: ({ email }) => <span dir="auto">{email ?? '–'}</span> },
    { key: 'groups', header: t('users.column_groups'), cell: ({ groups }) => <UserGroups groups={groups} /> },
    { key: 'created_at', header: t('users.column_created'), cell: ({ created_at }) => <TimeText at={created_at} /> },
  ];
}

function UserName({ user }: { user: User }) {
  const { t } = useTranslation();
  return (
    <NamedCell detail={user.claims.name}>
      <Link to="/users/$user_id" params={{ user_id: user.user_id }}>
        {user.username}
      </Link>{' '}
      {user.operator && <Tag tone="accent">{t('users.operator')}</Tag>}{' '}
      {user.disabled_at !== null && <Tag tone="danger">{t('users.disabled')}</Tag>}
    </NamedCell>
  );
}

function UserGroups({ groups }: { groups: string[] }) {
  if (groups.length === 0) return '–';
  const rest = groups.slice(SHOWN_GROUPS);
  return (
    <TagRow>
      {groups.slice(0, SHOWN_GROUPS).map((group) => (
        <Tag key={group}>{group}</Tag>
      ))}
      {rest.length > 0 && <span title={rest.join(', ')}>+{rest.length}</span>}
    </TagRow>
  );
}
