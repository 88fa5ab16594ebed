import { SCOPE_SENSITIVITIES, ScopeSensitivity, type ResourceServerScope } from '@consentry/contract';
import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScopeTextFields } from './scope-text-fields.tsx';
import classes from './scope-list-input.module.css';

type ScopeRow = ResourceServerScope;

interface ScopeListInputProps {
  scopes: ScopeRow[];
  /** The message of a field, by path (`0.name`). */
  errorOf: (path: string) => ReactNode;
  onChange: (scopes: ScopeRow[]) => void;
}

/** Rows of scopes with what people read about each. */
export function ScopeListInput({ scopes, errorOf, onChange }: ScopeListInputProps) {
  const { t } = useTranslation();
  const change = (index: number, part: Partial<ScopeRow>) =>
    onChange(scopes.map((scope, position) => (position === index ? { ...scope, ...part } : scope)));
  return (
    <div className={classes['list']}>
      {scopes.length === 0 && <p className={classes['empty']}>{t('resource_servers.scopes_empty')}</p>}
      {scopes.map((scope, index) => (
        <div key={index}>
          <div className={classes['row']}>
            <TextInput
              aria-label={t('resource_servers.scope_name_of', { number: index + 1 })}
              placeholder="orders:read"
              value={scope.name}
              spellCheck={false}
              autoCapitalize="none"
              dir="ltr"
              error={errorOf(`${index}.name`)}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <TextInput
              aria-label={t('resource_servers.scope_description_of', { number: index + 1 })}
              placeholder={t('resource_servers.scope_description')}
              value={scope.description}
              dir="auto"
              error={errorOf(`${index}.description`)}
              onChange={(event) => change(index, { description: event.currentTarget.value })}
            />
            <NativeSelect
              aria-label={t('resource_servers.scope_sensitivity_of', { number: index + 1 })}
              value={scope.sensitivity}
              data={SCOPE_SENSITIVITIES.map((value) => ({ value, label: t(`resource_servers.sensitivity_${value}`) }))}
              onChange={(event) => change(index, { sensitivity: ScopeSensitivity.parse(event.currentTarget.value) })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('resource_servers.scope_remove', { name: scope.name === '' ? String(index + 1) : scope.name })}
              onClick={() => onChange(scopes.toSpliced(index, 1))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </div>
          <ScopeTextFields
            name={scope.name === '' ? String(index + 1) : scope.name}
            texts={scope.texts ?? {}}
            errorOf={(path) => errorOf(`${index}.texts.${path}`)}
            onChange={(texts) => change(index, { texts })}
          />
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange([...scopes, { name: '', description: '', sensitivity: 'low' }])}
        >
          {t('resource_servers.scope_add')}
        </Button>
      </div>
    </div>
  );
}
