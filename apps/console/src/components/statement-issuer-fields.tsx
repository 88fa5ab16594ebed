import { ActionIcon, Button, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RegistrationPolicyValues } from '../forms/registration-policy-values.ts';
import { Fields } from './fields.tsx';
import { Section } from './section.tsx';
import classes from './uri-list-input.module.css';

const MEMBER = 'software_statement_issuers';

/** Who may vouch for clients by signing what they are (RFC 7591 §2.3), each with its public keys. */
export function StatementIssuerFields({ form }: { form: UseFormReturnType<RegistrationPolicyValues> }) {
  const { t } = useTranslation();
  return (
    <Section title={t('registration.issuers_title')} description={t('registration.issuers')}>
      {form.values[MEMBER].map((_issuer, index) => (
        <Fields key={index}>
          <div className={classes['row']}>
            <TextInput
              className={classes['input'] ?? ''}
              aria-label={t('registration.issuer', { number: index + 1 })}
              placeholder="https://federation.example"
              spellCheck={false}
              dir="ltr"
              {...form.getInputProps(`${MEMBER}.${index}.issuer`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('registration.issuer_remove', { number: index + 1 })}
              onClick={() => form.removeListItem(MEMBER, index)}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </div>
          <Textarea
            label={t('registration.issuer_keys')}
            description={t('registration.issuer_keys_hint')}
            placeholder='{ "keys": [ … ] }'
            autosize
            minRows={3}
            maxRows={14}
            spellCheck={false}
            dir="ltr"
            {...form.getInputProps(`${MEMBER}.${index}.jwks`)}
          />
        </Fields>
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => form.insertListItem(MEMBER, { issuer: '', jwks: '' })}
        >
          {t('registration.issuer_add')}
        </Button>
      </div>
    </Section>
  );
}
