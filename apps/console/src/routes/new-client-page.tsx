import { APP_TYPES, CreateClient, type AppType, type Party } from '@consentry/contract';
import { Button, Textarea, TextInput } from '@mantine/core';
import { useForm, type FormErrors } from '@mantine/form';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { AppTypeIcon } from '../components/app-type-icon.tsx';
import { ChoiceCards } from '../components/choice-cards.tsx';
import { CreateForm } from '../components/create-form.tsx';
import { Fields } from '../components/fields.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { ServiceShortcut } from '../components/service-shortcut.tsx';
import { UriListInput } from '../components/uri-list-input.tsx';
import { useCreateClient } from '../data/clients.ts';
import { showSecret } from '../data/shown-secrets.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import { redirectUriErrors, withoutEmpty } from '../forms/redirect-uri-text.ts';

const route = getRouteApi('/applications/+new');
const PARTIES = ['third_party', 'first_party'] as const satisfies Party[];

interface NewClient {
  party: Party;
  app_type: AppType;
  name: string;
  description: string;
  redirect_uris: string[];
}

export function NewClientPage() {
  const { t } = useTranslation();
  const { party = 'third_party' } = route.useSearch();
  const form = useNewClientForm();
  const { app_type } = form.values;
  const create = useCreateClient();
  const navigate = route.useNavigate();

  const submit = async (values: NewClient) => {
    const { client, client_secret } = await create.mutateAsync(bodyOf(values));
    if (client_secret !== null) showSecret({ client_id: client.client_id, name: client.secrets[0]?.name ?? '', client_secret });
    await navigate({ to: '/applications/$client_id/guide', params: { client_id: client.client_id }, ignoreBlocker: true });
  };
  const back = {
    to: '/applications',
    search: { tab: party === 'first_party' ? 'my-apps' : 'third-party' },
    label: t('clients.title'),
  } as const;

  return (
    <Page title={t('new_client.title')} width="form" back={back}>
      <ServiceShortcut party={party} />
      <CreateForm
        form={form}
        mutation={create}
        submitLabel={t('new_client.submit')}
        cancel={
          <Button variant="default" renderRoot={(props) => <Link to="/applications" search={back.search} {...props} />}>
            {t('actions.cancel')}
          </Button>
        }
        tidy={withOneRowAtLeast}
        onCreate={submit}
      >
        <ChoiceCards
          legend={t('new_client.party')}
          name="party"
          value={form.values.party}
          onChange={(value) => form.setFieldValue('party', value)}
          choices={PARTIES.map((value) => ({ value, label: t(`party.${value}`), hint: t(`party.${value}_hint`) }))}
        />
        <ChoiceCards
          legend={t('new_client.app_type')}
          name="app_type"
          value={app_type}
          onChange={(value) => form.setFieldValue('app_type', value)}
          aside={<Link to="/applications/+types">{t('new_client.all_types')}</Link>}
          choices={APP_TYPES.map((value) => ({
            value,
            label: t(`app_types.${value}.name`),
            hint: t(`app_types.${value}.when`),
            icon: <AppTypeIcon appType={value} />,
          }))}
        />
        <Section title={t('new_client.about')}>
          <Fields>
            <TextInput
              label={t('new_client.name')}
              description={t('new_client.name_hint')}
              dir="auto"
              required
              autoComplete="off"
              {...form.getInputProps('name')}
            />
            <Textarea
              label={t('new_client.description')}
              description={t('new_client.description_hint')}
              dir="auto"
              rows={2}
              {...form.getInputProps('description')}
            />
            {app_type !== 'machine_to_machine' && (
              <UriListInput
                member="redirect_uris"
                label={t('new_client.redirect_uris')}
                description={t('new_client.redirect_uris_hint')}
                appType={app_type}
                uris={form.values.redirect_uris}
                errorOf={(index) => form.errors[`redirect_uris.${index}`]}
                onChange={(uris) => form.setFieldValue('redirect_uris', uris)}
              />
            )}
          </Fields>
        </Section>
      </CreateForm>
    </Page>
  );
}

function useNewClientForm() {
  const { t } = useTranslation();
  const { party = 'third_party', app_type = 'traditional_web' } = route.useSearch();
  const initial = useRef<NewClient>({ party, app_type, name: '', description: '', redirect_uris: [''] });
  const validate = (values: NewClient): FormErrors => {
    const isMachine = values.app_type === 'machine_to_machine';
    const uris = isMachine ? {} : redirectUriErrors('redirect_uris', values.redirect_uris, { appType: values.app_type, t });
    return { ...schemaErrors(CreateClient, bodyOf(values)), ...uris };
  };
  return useForm<NewClient>({ initialValues: initial.current, validate, validateInputOnBlur: ['name', 'description'] });
}

function withOneRowAtLeast(values: NewClient): NewClient {
  const redirect_uris = withoutEmpty(values.redirect_uris);
  return { ...values, redirect_uris: redirect_uris.length === 0 ? [''] : redirect_uris };
}

/** What was typed stays when the type is changed to one without redirects and back; it is just not sent. */
function bodyOf({ redirect_uris, ...values }: NewClient): CreateClient {
  return values.app_type === 'machine_to_machine' ? values : { ...values, redirect_uris: withoutEmpty(redirect_uris) };
}
