import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.ts';

const SHOWN_MS = 1_600;

interface CopyButtonProps {
  value: string;
  /** Names it for those who hear the page. */
  what: string;
  /** Says in words what the icon alone would not. */
  label?: string;
}

/** Copies a value. */
export function CopyButton({ value, what, label }: CopyButtonProps) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = () => copyText(value).then(() => setCopied(true));
  const icon = copied ? <IconCheck size={16} color="var(--mantine-color-success)" /> : <IconCopy size={16} />;
  return (
    <>
      {label === undefined ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="md"
          aria-label={t('actions.copy_what', { what })}
          title={copied ? t('actions.copied') : t('actions.copy')}
          onClick={() => void copy()}
        >
          {icon}
        </ActionIcon>
      ) : (
        <Button variant="default" size="sm" leftSection={icon} onClick={() => void copy()}>
          {label}
        </Button>
      )}
      <span role="status" className="visually-hidden">
        {copied ? t('actions.copied_what', { what }) : ''}
      </span>
    </>
  );
}
