import type { StandardScope } from '@consentry/contract';
import type { FormErrors } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { withOptionalScope, withReason, withScope, type ClientPermissions } from '../forms/client-permissions.ts';
import { standardScopeErrors } from '../forms/permission-errors.ts';
import { PermissionRow } from './permission-row.tsx';
import { ReasonFields } from './reason-fields.tsx';
import { Section } from './section.tsx';
import classes from './scope-list.module.css';

const USER_DATA = ['openid', 'profile', 'email', 'phone', 'address', 'groups'] as const satisfies StandardScope[];

interface StandardScopeFieldsProps {
  values: ClientPermissions;
  errors: FormErrors;
  onChange: (values: ClientPermissions) => void;
}

/** The provider's own scopes, each with what it shares in plain words. */
export function StandardScopeFields(props: StandardScopeFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('permissions.user_data')} description={t('permissions.user_data_hint')}>
        <div className={classes['list']}>
          {USER_DATA.map((scope) => (
            <ScopeRow key={scope} scope={scope} {...props} />
          ))}
        </div>
      </Section>
      <Section title={t('permissions.lasting')}>
        <ScopeRow scope="offline_access" {...props} />
      </Section>
    </>
  );
}

function ScopeRow({ scope, values, errors, onChange }: StandardScopeFieldsProps & { scope: StandardScope }) {
  const { t } = useTranslation();
  const isFixed = scope === 'openid' && values.scopes.includes('openid');
  const title = t(`permissions.scope.${scope}.title`);
  const label = (
    <>
      {title} <span className={classes['scope']}>{scope}</span>
      {isFixed && <span className={classes['scope']}> · {t('permissions.sign_in_fixed')}</span>}
    </>
  );
  return (
    <PermissionRow
      name={title}
      label={label}
      description={t(`permissions.scope.${scope}.claims`)}
      isHeld={values.scopes.includes(scope)}
      isFixed={isFixed}
      isOptional={scope === 'openid' ? undefined : values.optional_scopes.includes(scope)}
      errors={standardScopeErrors(errors, values, scope)}
      onHold={(isHeld) => onChange(withScope(values, scope, isHeld))}
      onOption={(isOptional) => onChange(withOptionalScope(values, scope, isOptional))}
    >
      <ReasonFields
        name={title}
        reason={values.scope_reasons[scope] ?? {}}
        errorOf={(language) => errors[`scope_reasons.${scope}.${language}`]}
        onChange={(reason) => onChange(withReason(values, { resource: null, scope, reason }))}
      />
    </PermissionRow>
  );
}
