import type { Grant, GrantedScope, RefusedScope, ResourceServer } from '@consentry/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { everyResourceServerQuery } from '../data/resource-servers.ts';
import { GrantedDetailList } from './granted-detail-list.tsx';
import { grantDetailId } from './grant-columns.tsx';
import { ScopeWords } from './scope-words.tsx';
import { textVersionWords } from './text-version-words.ts';
import { TimeText } from './time-text.tsx';
import classes from './grant-details.module.css';

/** All that a grant holds: each permission with when and in which words it was given, and what was refused. */
export function GrantDetails({ grant }: { grant: Grant }) {
  const { t } = useTranslation();
  const { data: servers = [] } = useQuery(everyResourceServerQuery());
  return (
    <div id={grantDetailId(grant)} className={classes['details']}>
      <p className={classes['term']}>
        {t('grants.chosen_duration')}: {t(`grants.duration.${grant.duration}`)}
      </p>
      <ScopeTable title={t('grants.allowed')} scopes={grant.scopes} servers={servers} />
      {grant.authorization_details.length > 0 && <GrantedDetailList details={grant.authorization_details} servers={servers} />}
      {grant.refused_scopes.length > 0 && <ScopeTable title={t('grants.refused')} scopes={grant.refused_scopes} servers={servers} />}
    </div>
  );
}

interface ScopeTableProps {
  title: string;
  scopes: (GrantedScope | RefusedScope)[];
  servers: ResourceServer[];
}

function ScopeTable({ title, scopes, servers }: ScopeTableProps) {
  const { t } = useTranslation();
  return (
    <div>
      <h3 className={classes['title']}>{title}</h3>
      {scopes.length === 0 && <p className="quiet">{t('grants.nothing')}</p>}
      <ul className={classes['list']}>
        {scopes.map((scope) => (
          <li key={`${scope.resource ?? ''} ${scope.scope}`} className={classes['item']}>
            <ScopeWords scope={scope} servers={servers} />
            <span className={classes['when']}>{'granted_at' in scope ? <Given scope={scope} /> : <TimeText at={scope.refused_at} />}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Given({ scope: { granted_at, text_version, locale } }: { scope: GrantedScope }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <TimeText at={granted_at} />
      {' · '}
      {text_version === null ? t('grants.nobody_asked') : textVersionWords({ text_version, locale }, t, i18n.language)}
    </>
  );
}
