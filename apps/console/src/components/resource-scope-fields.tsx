import { Checkbox } from '@mantine/core';
import type { FormErrors } from '@mantine/form';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  resourceScopesOf,
  toggled,
  withReason,
  withResourceScopes,
  type ClientPermissions,
  type ResourceChoice,
  type ResourceScopes,
} from '../forms/client-permissions.ts';
import { resourceScopeErrors } from '../forms/permission-errors.ts';
import { PermissionRow } from './permission-row.tsx';
import { ReasonFields } from './reason-fields.tsx';
import { ScopeLabel } from './scope-label.tsx';
import { Section } from './section.tsx';
import { Tag } from './tag.tsx';
import classes from './scope-list.module.css';

interface ResourceFields {
  values: ClientPermissions;
  errors: FormErrors;
  onChange: (values: ClientPermissions) => void;
  /** Nobody is asked who could refuse anything. */
  isMachine: boolean;
}

/** The scopes of every API. A scope is the pair of resource and name: two APIs with one name never mix. */
export function ResourceScopeFields({ choices, ...fields }: ResourceFields & { choices: ResourceChoice[] }) {
  const { t } = useTranslation();
  const hint = t(fields.isMachine ? 'permissions.resource_servers_hint_machine' : 'permissions.resource_servers_hint');
  return (
    <Section title={t('permissions.resource_servers')} description={hint}>
      {choices.length === 0 && (
        <div>
          {t('permissions.resource_servers_empty')} <Link to="/resource-servers/new">{t('permissions.resource_servers_create')}</Link>
        </div>
      )}
      {choices.map((choice) => (
        <ResourceGroup key={choice.resource} choice={choice} {...fields} />
      ))}
    </Section>
  );
}

type ResourceGroupProps = ResourceFields & { choice: ResourceChoice };

function ResourceGroup({ choice, ...fields }: ResourceGroupProps) {
  const { t } = useTranslation();
  const { held, optional } = resourceScopesOf(fields.values, choice.resource);
  // A restricted scope is allowed by its own box, never along with the others.
  const offered = choice.scopes.filter(({ isRemoved, sensitivity }) => !isRemoved && sensitivity !== 'restricted').map(({ name }) => name);
  const apart = held.filter((name) => !offered.includes(name));
  const types = fields.values.authorization_details_types;
  const hasAll = offered.every((name) => held.includes(name)) && choice.types.every((type) => types.includes(type));
  const hasSome = held.length > 0 || choice.types.some((type) => types.includes(type));
  const canChoose = offered.length + choice.types.length > 0;
  const change = (scopes: ResourceScopes) => fields.onChange(withResourceScopes(fields.values, choice.resource, scopes));
  const changeAll = () => {
    const changed = withResourceScopes(fields.values, choice.resource, { held: hasAll ? apart : [...apart, ...offered], optional });
    const others = types.filter((type) => !choice.types.includes(type));
    fields.onChange({ ...changed, authorization_details_types: (hasAll ? others : [...others, ...choice.types]).toSorted() });
  };
  return (
    <div role="group" aria-label={choice.name} className={classes['group']}>
      <div className={classes['heading']}>
        {!canChoose && !choice.isRemoved && <strong dir="auto">{choice.name}</strong>}
        {canChoose && (
          <Checkbox
            label={<strong dir="auto">{choice.name}</strong>}
            aria-label={t('permissions.all_of', { name: choice.name })}
            checked={hasAll}
            indeterminate={!hasAll && hasSome}
            onChange={changeAll}
          />
        )}
        <code className={classes['uri']}>{choice.resource}</code>
        {choice.isRemoved && <Tag tone="warning">{t('permissions.removed_resource')}</Tag>}
      </div>
      <div className={classes['nested']}>
        {choice.types.map((type) => (
          <DetailsTypeRow key={type} type={type} {...fields} />
        ))}
        {choice.scopes.length === 0 && choice.types.length === 0 && <span className={classes['uri']}>{t('permissions.no_scopes')}</span>}
        {choice.scopes.map((scope) => (
          <ResourceScopeRow key={scope.name} scope={scope} choice={choice} onScopes={change} {...fields} />
        ))}
      </div>
    </div>
  );
}

/** A type of detailed permissions; people decide about each request of it. */
function DetailsTypeRow({ type, values, onChange }: ResourceFields & { type: string }) {
  const { t } = useTranslation();
  const types = values.authorization_details_types;
  return (
    <PermissionRow
      name={type}
      label={<code>{type}</code>}
      description={t('details_types.allow')}
      isHeld={types.includes(type)}
      onHold={(isHeld) => onChange({ ...values, authorization_details_types: toggled(types, type, isHeld).toSorted() })}
    />
  );
}

interface ResourceScopeRowProps extends ResourceGroupProps {
  scope: ResourceChoice['scopes'][number];
  onScopes: (scopes: ResourceScopes) => void;
}

function ResourceScopeRow({ scope, choice, onScopes, onChange, values, errors, isMachine }: ResourceScopeRowProps) {
  const { t } = useTranslation();
  const { name, description, isRemoved } = scope;
  const { held, optional } = resourceScopesOf(values, choice.resource);
  return (
    <PermissionRow
      name={name}
      label={<ScopeLabel scope={scope} />}
      description={isRemoved ? t('permissions.removed_scope') : <span dir="auto">{description}</span>}
      isHeld={held.includes(name)}
      isOptional={isMachine || isRemoved ? undefined : optional.includes(name)}
      errors={resourceScopeErrors(errors, values, { resource: choice.resource, scope: name })}
      onHold={(isHeld) => onScopes({ held: toggled(held, name, isHeld), optional })}
      onOption={(isOptional) => onScopes({ held, optional: toggled(optional, name, isOptional) })}
    >
      {!isMachine && !isRemoved && (
        <ReasonFields
          name={name}
          reason={values.resource_scope_reasons[choice.resource]?.[name] ?? {}}
          errorOf={(language) => errors[`resource_scope_reasons.${choice.resource}.${name}.${language}`]}
          onChange={(reason) => onChange(withReason(values, { resource: choice.resource, scope: name, reason }))}
        />
      )}
    </PermissionRow>
  );
}
