import { MANAGEMENT_SCOPES } from '@consentry/contract';
import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { withManagementScope, type ClientPermissions } from '../forms/client-permissions.ts';
import { Notice } from './notice.tsx';
import { Section } from './section.tsx';
import classes from './scope-list.module.css';

interface ManagementScopeFieldsProps {
  values: ClientPermissions;
  onChange: (values: ClientPermissions) => void;
}

const NOUNS = ['clients', 'users', 'resource_servers', 'grants', 'settings', 'audit_events'] as const;

/** Scopes of the management API itself; only a machine may have them. */
export function ManagementScopeFields({ values, onChange }: ManagementScopeFieldsProps) {
  const { t } = useTranslation();
  return (
    <Section title={t('permissions.management')} description={t('permissions.management_hint')}>
      <Notice tone="warning">
        <p>{t('permissions.management_warning')}</p>
      </Notice>
      {NOUNS.map((noun) => (
        <fieldset key={noun} className={classes['list']}>
          <legend>{t(`permissions.noun.${noun}`)}</legend>
          <div className={classes['nested']}>
            {MANAGEMENT_SCOPES.filter((scope) => scope.startsWith(`${noun}:`)).map((scope) => (
              <Checkbox
                key={scope}
                label={t(scope.endsWith(':write') ? 'permissions.management_write' : 'permissions.management_read')}
                description={<code>{scope}</code>}
                checked={values.management_scopes.includes(scope)}
                onChange={(event) => onChange(withManagementScope(values, scope, event.currentTarget.checked))}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </Section>
  );
}
