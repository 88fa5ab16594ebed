import type { LogoTheme } from '@consentry/contract';
import { Button, FileButton } from '@mantine/core';
import { IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fitLogo } from '../forms/fit-logo.ts';
import classes from './logo-field.module.css';

interface LogoFieldProps {
  theme: LogoTheme;
  /** An address, or a `data:` URI that is not stored yet. */
  value: string | null;
  error: ReactNode;
  onChange: (value: string | null) => void;
}

/** A logo: dropped here, or chosen with the button. The browser makes a small image of whatever it can draw. */
export function LogoField({ theme, value, error, onChange }: LogoFieldProps) {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const [isUnreadable, setUnreadable] = useState(false);
  const take = async (file: File | null | undefined) => {
    if (!file) return;
    const uri = await fitLogo(file).catch(() => null);
    setUnreadable(uri === null);
    if (uri !== null) onChange(uri);
  };
  const drag = (event: DragEvent, isInside: boolean) => {
    event.preventDefault();
    setOver(isInside);
  };
  const message = isUnreadable ? t('branding.logo_unreadable') : error;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is an extra: the button does the same by keyboard
    <div
      role="group"
      aria-label={t(`branding.logo_${theme}`)}
      className={classes['field']}
      data-over={isOver || undefined}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        void take(event.dataTransfer.files[0]);
      }}
    >
      <span className={classes['shown']} data-theme={theme}>
        {value === null ? (
          <span className={classes['none']}>{t(theme === 'light' ? 'branding.logo_none' : 'branding.logo_dark_none')}</span>
        ) : (
          <img src={value} alt={t(`branding.logo_${theme}`)} />
        )}
      </span>
      <div className={classes['words']}>
        <strong>{t(`branding.logo_${theme}`)}</strong>
        <span className="quiet">{t(`branding.logo_${theme}_hint`)}</span>
        {message !== undefined && message !== null && (
          <span role="alert" className={classes['error']}>
            {message}
          </span>
        )}
        <span className={classes['buttons']}>
          <FileButton accept="image/*" onChange={(file) => void take(file)}>
            {(props) => (
              <Button {...props} variant="default" size="compact-sm" leftSection={<IconPhotoUp size={16} />}>
                {t(value === null ? 'branding.logo_choose' : 'branding.logo_replace')}
                <span className="visually-hidden"> ({t(`branding.logo_${theme}`)})</span>
              </Button>
            )}
          </FileButton>
          {value !== null && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconTrash size={16} />}
              onClick={() => {
                setUnreadable(false);
                onChange(null);
              }}
            >
              {t('branding.logo_remove')}
              <span className="visually-hidden"> ({t(`branding.logo_${theme}`)})</span>
            </Button>
          )}
        </span>
      </div>
    </div>
  );
}
