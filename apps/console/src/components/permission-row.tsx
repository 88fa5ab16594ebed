import { Checkbox, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PermissionErrors } from '../forms/permission-errors.ts';
import classes from './permission-row.module.css';

interface PermissionRowProps {
  /** What it is called where it is only heard. */
  name: string;
  label: ReactNode;
  description: ReactNode;
  isHeld: boolean;
  isFixed?: boolean;
  /** Whether people may refuse it; absent where nobody is asked. */
  isOptional?: boolean | undefined;
  errors?: PermissionErrors;
  onHold: (isHeld: boolean) => void;
  onOption?: (isOptional: boolean) => void;
  /** More about it, below, once it is held. */
  children?: ReactNode;
}

/** A permission of the ceiling, and once it is there, whether people may refuse it. */
export function PermissionRow(props: PermissionRowProps) {
  const { t } = useTranslation();
  const { name, label, description, isHeld, isFixed = false, isOptional, errors, onHold, onOption, children } = props;
  return (
    <div className={classes['permission']}>
      <div className={classes['row']}>
        <Checkbox
          label={label}
          description={description}
          checked={isHeld}
          disabled={isFixed}
          error={errors?.held}
          aria-invalid={errors?.held !== undefined}
          onChange={(event) => onHold(event.currentTarget.checked)}
        />
        {isHeld && isOptional !== undefined && (
          <NativeSelect
            className={classes['option'] ?? ''}
            size="xs"
            aria-label={t('permissions.option_of', { name })}
            value={isOptional ? 'optional' : 'required'}
            data={[
              { value: 'required', label: t('permissions.required') },
              { value: 'optional', label: t('permissions.optional') },
            ]}
            error={errors?.optional}
            onChange={(event) => onOption?.(event.currentTarget.value === 'optional')}
          />
        )}
      </div>
      {isHeld && children}
    </div>
  );
}
