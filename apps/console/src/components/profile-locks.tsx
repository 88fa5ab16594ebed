import { SECURITY_PROFILES, type ProfileLock, type SecurityProfile } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { Notice } from './notice.tsx';
import classes from './profile-locks.module.css';

/** What a profile sets and locks, and which section asks for it. */
export function ProfileLocks({ profile }: { profile: SecurityProfile }) {
  const { t } = useTranslation();
  const locks = SECURITY_PROFILES[profile];
  if (locks.length === 0) return null;
  return (
    <Notice tone="info" title={t('client_profile.locks')}>
      <dl className={classes['locks']}>
        {locks.map((lock) => (
          <div key={lock.member} className={classes['lock']}>
            <dt>
              <code>{lock.member}</code>
            </dt>
            <dd>
              <span>{wordsOf(lock, { or: t('client_profile.or'), unset: t('client_profile.unset') })}</span>
              <span className={classes['section']}>{lock.section}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p>{t('client_profile.locks_also')}</p>
    </Notice>
  );
}

function wordsOf({ allowed }: ProfileLock, { or, unset }: { or: string; unset: string }): string {
  const [first] = allowed;
  const words = Array.isArray(first) ? first.map(String) : allowed.map((value) => (value === null ? unset : wordOf(value)));
  return words.join(or);
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
