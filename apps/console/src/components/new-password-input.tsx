import { Button, TextInput } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { randomPassword } from '../forms/random-password.ts';
import { CopyButton } from './copy-button.tsx';
import classes from './new-password-input.module.css';

interface NewPasswordInputProps {
  label: string;
  description: string;
  value: string;
  error: ReactNode;
  onChange: (password: string) => void;
}

/** A password that an operator makes for somebody else, so it can be read, copied and generated. */
export function NewPasswordInput({ label, description, value, error, onChange }: NewPasswordInputProps) {
  const { t } = useTranslation();
  return (
    <div className={classes['row']}>
      <TextInput
        className={classes['input'] ?? ''}
        label={label}
        description={description}
        value={value}
        error={error}
        autoComplete="off"
        spellCheck={false}
        autoCapitalize="none"
        dir="ltr"
        maxLength={1024}
        onChange={(event) => onChange(event.currentTarget.value)}
        rightSection={value === '' ? null : <CopyButton value={value} what={t('users.password_copy')} />}
      />
      <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => onChange(randomPassword())}>
        {t('users.password_generate')}
      </Button>
    </div>
  );
}
