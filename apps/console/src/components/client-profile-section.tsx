import { SECURITY_PROFILES, SecurityProfile, type Client } from '@consentry/contract';
import { Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useUpdateClient } from '../data/clients.ts';
import { changedMembers } from '../forms/changed-members.ts';
import { PROFILE_SWITCHES, profileValuesOf, type ProfileValues } from '../forms/client-profile.ts';
import { useStoredForm } from '../forms/use-stored-form.ts';
import { ChoiceCards } from './choice-cards.tsx';
import { Fields } from './fields.tsx';
import { Notice } from './notice.tsx';
import { ProfileLocks } from './profile-locks.tsx';
import { SaveForm } from './save-form.tsx';
import { Section } from './section.tsx';

type ProfileForm = UseFormReturnType<ProfileValues>;

/** Which protocol rules an app has to keep: a profile that sets and locks what belongs together, and single rules where it leaves them open. */
export function ClientProfileSection({ client }: { client: Client }) {
  const { t } = useTranslation();
  const form = useStoredForm(profileValuesOf(client), () => ({}));
  const update = useUpdateClient(client.client_id);
  if (client.token_endpoint_auth_method === 'none') {
    return <Section title={t('client_profile.title')} description={t('client_profile.public')} />;
  }
  return (
    <SaveForm form={form} mutation={update} onSave={(values) => update.mutateAsync(changedMembers(form.getInitialValues(), values))}>
      <Section title={t('client_profile.title')} description={t('client_profile.lead')}>
        <Fields>
          <ChoiceCards
            legend={t('client_profile.profile')}
            name="security_profile"
            layout="stack"
            value={form.values.security_profile}
            onChange={(value) => form.setFieldValue('security_profile', value)}
            choices={SecurityProfile.options.map((value) => ({
              value,
              label: t(`client_profile.${value}`),
              hint: t(`client_profile.${value}_hint`),
            }))}
          />
          <ProfileLocks profile={form.values.security_profile} />
          <RuleSwitches form={form} />
          <Contradictions form={form} />
        </Fields>
      </Section>
    </SaveForm>
  );
}

function RuleSwitches({ form }: { form: ProfileForm }) {
  const { t } = useTranslation();
  const locked = new Set(SECURITY_PROFILES[form.values.security_profile].map(({ member }) => member));
  return PROFILE_SWITCHES.map((member) => (
    <Switch
      key={member}
      label={t(`client_profile.${member}`)}
      description={t(locked.has(member) ? 'client_profile.locked' : `client_profile.${member}_hint`)}
      disabled={locked.has(member)}
      {...form.getInputProps(member, { type: 'checkbox' })}
      {...(locked.has(member) ? { checked: true } : {})}
    />
  ));
}

/** What the server refuses may be a member of another part of the page: each is named with what to do. */
function Contradictions({ form }: { form: ProfileForm }) {
  const { t } = useTranslation();
  const errors = Object.entries(form.errors);
  if (errors.length === 0) return null;
  return (
    <Notice tone="danger" title={t('client_profile.contradictions')}>
      <ul>
        {errors.map(([member, message]) => (
          <li key={member}>
            <code>{member}</code> {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
