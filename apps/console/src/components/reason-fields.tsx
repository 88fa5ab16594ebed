import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LocalizedTextInput } from './localized-text-input.tsx';
import classes from './reason-fields.module.css';

interface ReasonFieldsProps {
  /** The permission that it belongs to. */
  name: string;
  reason: Record<string, string>;
  errorOf: (language: string) => ReactNode;
  onChange: (reason: Record<string, string>) => void;
}

/** Why the developer asks for a permission, in their words, by language; folded until it is wanted. */
export function ReasonFields({ name, reason, errorOf, onChange }: ReasonFieldsProps) {
  const { t } = useTranslation();
  const count = Object.keys(reason).length;
  const hasError = Object.keys(reason).some((language) => errorOf(language) !== undefined);
  return (
    <details className={classes['reason']} open={hasError || undefined}>
      <summary>
        {count === 0 ? t('permissions.reason_none') : t('permissions.reason', { count })}
        <span className="visually-hidden"> ({name})</span>
      </summary>
      <p className="quiet">{t('permissions.reason_hint')}</p>
      <LocalizedTextInput label={t('permissions.reason_of', { name })} texts={reason} errorOf={errorOf} onChange={onChange} />
    </details>
  );
}
