import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { MemberConflict } from '../forms/member-conflicts.ts';
import { ChangedValue } from './changed-value.tsx';
import { Notice } from './notice.tsx';
import classes from './save-conflict.module.css';

interface SaveConflictProps<Body> {
  conflicts: readonly MemberConflict<Body>[];
  /** What people call a member. */
  nameOf: (member: keyof Body & string) => string;
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Somebody else has saved first: what they changed, and whose text goes on. Nothing has been overwritten. */
export function SaveConflict<Body>({ conflicts, nameOf, onTakeTheirs, onKeepMine }: SaveConflictProps<Body>) {
  const { t } = useTranslation();
  return (
    <Notice tone="warning" role="alert" title={t('conflict.title')}>
      <p>{conflicts.length === 0 ? t('conflict.elsewhere') : t('conflict.body')}</p>
      {conflicts.length > 0 && (
        <dl className={classes['list']}>
          {conflicts.map(({ member, from, to, isMine }) => (
            <div key={member}>
              <dt>
                {nameOf(member)}
                {isMine && <em> {t('conflict.both')}</em>}
              </dt>
              <dd>
                <ChangedValue member={member} from={from} to={to} />
              </dd>
            </div>
          ))}
        </dl>
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
