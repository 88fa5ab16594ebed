import { STANDARD_SCOPES } from '@consentry/contract';
import type { UseFormReturnType } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { everyResourceServerQuery } from '../data/resource-servers.ts';
import { toggled } from '../forms/client-permissions.ts';
import type { RegistrationPolicyValues } from '../forms/registration-policy-values.ts';
import { PermissionRow } from './permission-row.tsx';
import { ScopeLabel } from './scope-label.tsx';
import { Section } from './section.tsx';
import classes from './scope-list.module.css';

/** What clients that come by themselves may ask for. */
export function RegistrationCeilingFields({ form }: { form: UseFormReturnType<RegistrationPolicyValues> }) {
  const { t } = useTranslation();
  const { data: servers } = useSuspenseQuery(everyResourceServerQuery());
  const { scopes, resource_scopes: held } = form.values;
  const hold = (resource: string, name: string, isHeld: boolean): void => {
    const names = toggled(held[resource] ?? [], name, isHeld).toSorted();
    const { [resource]: _before, ...others } = held;
    form.setFieldValue('resource_scopes', names.length === 0 ? others : { ...others, [resource]: names });
  };
  return (
    <Section title={t('registration.ceiling_title')} description={t('registration.ceiling')}>
      <div className={classes['list']}>
        {STANDARD_SCOPES.map((scope) => (
          <PermissionRow
            key={scope}
            name={t(`permissions.scope.${scope}.title`)}
            label={
              <>
                {t(`permissions.scope.${scope}.title`)} <span className={classes['scope']}>{scope}</span>
              </>
            }
            description={t(`permissions.scope.${scope}.claims`)}
            isHeld={scopes.includes(scope)}
            onHold={(isHeld) =>
              form.setFieldValue(
                'scopes',
                STANDARD_SCOPES.filter((name) => toggled(scopes, scope, isHeld).includes(name)),
              )
            }
          />
        ))}
      </div>
      {servers.map(({ resource, name, scopes: offered }) => (
        <div key={resource} role="group" aria-label={name} className={classes['group']}>
          <div className={classes['heading']}>
            <strong dir="auto">{name}</strong>
            <code className={classes['uri']}>{resource}</code>
          </div>
          <div className={classes['nested']}>
            {offered.map((scope) => (
              <PermissionRow
                key={scope.name}
                name={scope.name}
                label={<ScopeLabel scope={scope} />}
                description={
                  scope.sensitivity === 'restricted' ? t('registration.ceiling_restricted') : <span dir="auto">{scope.description}</span>
                }
                isFixed={scope.sensitivity === 'restricted' && !(held[resource]?.includes(scope.name) ?? false)}
                isHeld={held[resource]?.includes(scope.name) ?? false}
                onHold={(isHeld) => hold(resource, scope.name, isHeld)}
              />
            ))}
          </div>
        </div>
      ))}
    </Section>
  );
}
