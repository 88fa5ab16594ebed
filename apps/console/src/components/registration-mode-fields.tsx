import { DYNAMIC_REGISTRATION_MODES, METADATA_DOCUMENT_MODES } from '@consentry/contract';
import { NumberInput, Radio } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { RegistrationPolicyValues } from '../forms/registration-policy-values.ts';
import { Fields } from './fields.tsx';
import { Notice } from './notice.tsx';
import { Section } from './section.tsx';
import classes from './checkbox-list.module.css';

/** By which ways clients may come by themselves, and how many of them. */
export function RegistrationModeFields({ form }: { form: UseFormReturnType<RegistrationPolicyValues> }) {
  const { t } = useTranslation();
  const { dynamic_registration: dynamic, metadata_documents: documents } = form.values;
  return (
    <Section title={t('registration.ways_title')} description={t('registration.ways')}>
      <Fields>
        <Radio.Group
          label={t('registration.documents')}
          description={t('registration.documents_hint')}
          {...form.getInputProps('metadata_documents')}
        >
          <div className={classes['list']}>
            {METADATA_DOCUMENT_MODES.map((mode) => (
              <Radio
                key={mode}
                value={mode}
                label={t(`registration.documents_${mode}`)}
                description={t(`registration.documents_${mode}_hint`)}
              />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label={t('registration.dynamic')}
          description={t('registration.dynamic_hint')}
          {...form.getInputProps('dynamic_registration')}
        >
          <div className={classes['list']}>
            {DYNAMIC_REGISTRATION_MODES.map((mode) => (
              <Radio
                key={mode}
                value={mode}
                label={t(`registration.dynamic_${mode}`)}
                description={t(`registration.dynamic_${mode}_hint`)}
              />
            ))}
          </div>
        </Radio.Group>
        {(dynamic === 'open' || documents === 'open') && (
          <Notice tone="info" title={t('registration.quarantine_title')}>
            <p>{t('registration.quarantine')}</p>
          </Notice>
        )}
      </Fields>
      <Fields columns={2}>
        <NumberInput
          label={t('registration.per_hour')}
          description={t('registration.per_hour_hint')}
          min={1}
          max={10_000}
          allowDecimal={false}
          {...form.getInputProps('registrations_per_hour')}
        />
        <NumberInput
          label={t('registration.idle_days')}
          description={t('registration.idle_days_hint')}
          min={1}
          max={3650}
          allowDecimal={false}
          {...form.getInputProps('idle_days')}
        />
      </Fields>
    </Section>
  );
}
