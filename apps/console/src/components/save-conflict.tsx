import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.tsx';
import classes from './save-conflict.module.css';

export interface Conflict {
  member: string;
  label: string;
  /** What the other one saved, in words. */
  theirs: string;
  /** The operator has changed it too. */
  isMine: boolean;
}

interface SaveConflictProps {
  conflicts: readonly Conflict[];
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Somebody else has saved first: what they changed, and whose text goes on. Nothing has been overwritten. */
export function SaveConflict({ conflicts, onTakeTheirs, onKeepMine }: SaveConflictProps) {
  const { t } = useTranslation();
  return (
    <Notice tone="warning" role="alert" title={t('conflict.title')}>
      <p>{conflicts.length === 0 ? t('conflict.elsewhere') : t('conflict.body')}</p>
      {conflicts.length > 0 && (
        <ul className={classes['list']}>
          {conflicts.map(({ member, label, theirs, isMine }) => (
            <li key={member}>
              <strong>{label}</strong>: <bdi>{theirs}</bdi>
              {isMine && <em className={classes['mine']}> {t('conflict.both')}</em>}
            </li>
          ))}
        </ul>
      )}
      <div className={classes['actions']}>
        <Button variant="default" onClick={onTakeTheirs}>
          {t('conflict.take_theirs')}
        </Button>
        <Button onClick={onKeepMine}>{t('conflict.keep_mine')}</Button>
      </div>
    </Notice>
  );
}
