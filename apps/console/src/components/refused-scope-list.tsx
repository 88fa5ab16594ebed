import type { ClientRefusedScope } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { refusedScopesQuery } from '../data/refused-scopes.ts';
import { holdsScope, withAllowed, type ClientPermissions } from '../forms/client-permissions.ts';
import { Section } from './section.tsx';
import { Tag } from './tag.tsx';
import { TimeText } from './time-text.tsx';
import classes from './refused-scope-list.module.css';

interface RefusedScopeListProps {
  client_id: string;
  values: ClientPermissions;
  onChange: (values: ClientPermissions) => void;
}

/** What the app asked for and did not get; allowing puts it on the list above, and saving makes it so. */
export function RefusedScopeList({ client_id, values, onChange }: RefusedScopeListProps) {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(refusedScopesQuery(client_id));
  return (
    <Section title={t('refused.title')} description={t(data.items.length === 0 ? 'refused.none' : 'refused.lead')}>
      {data.items.length > 0 && (
        <ul className={classes['list']}>
          {data.items.map((item) => (
            <RefusedRow key={`${item.resource ?? ''} ${item.scope}`} item={item} values={values} onChange={onChange} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function RefusedRow({ item, values, onChange }: Omit<RefusedScopeListProps, 'client_id'> & { item: ClientRefusedScope }) {
  const { t } = useTranslation();
  const isHeld = holdsScope(values, item);
  return (
    <li className={classes['row']}>
      <div className={classes['words']}>
        <code dir="ltr">{item.scope}</code>
        {item.resource !== null && <code className={classes['resource']}>{item.resource}</code>}
        <span className="quiet">
          {t('refused.count', { count: item.refused_count })} · {t('refused.last')} <TimeText at={item.last_refused_at} />
        </span>
      </div>
      {!item.is_known && <Tag tone="warning">{t('refused.unknown')}</Tag>}
      {item.is_known && isHeld && <Tag tone="accent">{t('refused.allowed_unsaved')}</Tag>}
      {item.is_known && !isHeld && (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t('refused.allow_of', { scope: item.scope })}
          onClick={() => onChange(withAllowed(values, item))}
        >
          {t('refused.allow')}
        </Button>
      )}
    </li>
  );
}
