import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { InitialAccessTokenList } from '../components/initial-access-token-list.tsx';
import { Page } from '../components/page.tsx';
import { RegistrationCeilingFields } from '../components/registration-ceiling-fields.tsx';
import { RegistrationHostFields } from '../components/registration-host-fields.tsx';
import { RegistrationModeFields } from '../components/registration-mode-fields.tsx';
import { RegistrationRefusalList } from '../components/registration-refusal-list.tsx';
import { SaveForm } from '../components/save-form.tsx';
import { StatementIssuerFields } from '../components/statement-issuer-fields.tsx';
import { registrationPolicyQuery, useUpdateRegistrationPolicy } from '../data/registration.ts';
import { changedMembers } from '../forms/changed-members.ts';
import { policyErrors, policyOf, policyValues } from '../forms/registration-policy-values.ts';
import { useStoredForm } from '../forms/use-stored-form.ts';

export function RegistrationPage() {
  const { t } = useTranslation();
  const { data: policy } = useSuspenseQuery(registrationPolicyQuery());
  const update = useUpdateRegistrationPolicy();
  const form = useStoredForm(policyValues(policy), policyErrors);
  return (
    <Page title={t('registration.title')} lead={t('registration.lead')} width="form">
      <SaveForm
        form={form}
        mutation={update}
        onSave={(values) => update.mutateAsync(changedMembers(policyOf(form.getInitialValues()), policyOf(values)))}
      >
        <RegistrationModeFields form={form} />
        <RegistrationCeilingFields form={form} />
        <RegistrationHostFields form={form} />
        <StatementIssuerFields form={form} />
      </SaveForm>
      <InitialAccessTokenList />
      <RegistrationRefusalList />
    </Page>
  );
}
