import { Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { RegistrationPolicyValues } from '../forms/registration-policy-values.ts';
import { Fields } from './fields.tsx';
import { Section } from './section.tsx';

/** Whose metadata documents are trusted, and whose are never fetched. */
export function RegistrationHostFields({ form }: { form: UseFormReturnType<RegistrationPolicyValues> }) {
  const { t } = useTranslation();
  return (
    <Section title={t('registration.hosts_title')} description={t('registration.hosts')}>
      <Fields columns={2}>
        {(['allowed_hosts', 'blocked_hosts'] as const).map((member) => (
          <Textarea
            key={member}
            label={t(`registration.${member}`)}
            description={t(`registration.${member}_hint`)}
            placeholder={member === 'allowed_hosts' ? 'agent.example' : '*.example'}
            autosize
            minRows={3}
            maxRows={12}
            spellCheck={false}
            autoCapitalize="none"
            dir="ltr"
            {...form.getInputProps(member)}
          />
        ))}
      </Fields>
    </Section>
  );
}
