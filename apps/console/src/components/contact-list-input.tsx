import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './contact-list-input.module.css';

interface ContactListInputProps {
  contacts: string[];
  errorOf: (index: number) => ReactNode;
  onChange: (contacts: string[]) => void;
}

const MOST = 5;

/** Where people get help: the first is shown to them. */
export function ContactListInput({ contacts, errorOf, onChange }: ContactListInputProps) {
  const { t } = useTranslation();
  const rows = contacts.length === 0 ? [''] : contacts;
  return (
    <fieldset className={classes['list']}>
      <legend className={classes['legend']}>{t('branding.contacts')}</legend>
      <p className="quiet">{t('branding.contacts_hint')}</p>
      {rows.map((contact, index) => (
        <div key={index} className={classes['row']}>
          <TextInput
            className={classes['input'] ?? ''}
            aria-label={t('branding.contact_of', { number: index + 1 })}
            placeholder="support@example.com"
            value={contact}
            dir="ltr"
            spellCheck={false}
            autoCapitalize="none"
            error={errorOf(index)}
            onChange={(event) => onChange(rows.with(index, event.currentTarget.value))}
          />
          {rows.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('branding.contact_remove', { number: index + 1 })}
              onClick={() => onChange(rows.toSpliced(index, 1))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </div>
      ))}
      {rows.length < MOST && (
        <div>
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={16} />} onClick={() => onChange([...rows, ''])}>
            {t('branding.contact_add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
