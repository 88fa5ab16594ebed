import type { User } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.tsx';
import classes from './user-choice.module.css';

interface UserChoiceProps {
  users: User[];
  /** There are more than these. */
  hasMore: boolean;
  onChoose: (user: User) => void;
}

/** Several people whom a search means: which of them? */
export function UserChoice({ users, hasMore, onChoose }: UserChoiceProps) {
  const { t } = useTranslation();
  return (
    <Notice tone="info" role="status" title={t('grants.several')}>
      <ul className={classes['list']}>
        {users.map((user) => (
          <li key={user.user_id}>
            <Button variant="default" size="compact-sm" onClick={() => onChoose(user)}>
              <bdi>{user.username}</bdi>
            </Button>
          </li>
        ))}
      </ul>
      {hasMore && <p>{t('grants.several_more')}</p>}
    </Notice>
  );
}
