import { CreateClientForService, type GuideSummary, type Party } from '@consentry/contract';
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, notFound } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChoiceCards } from '../components/choice-cards.tsx';
import { CreateForm } from '../components/create-form.tsx';
import { Fields } from '../components/fields.tsx';
import { Page } from '../components/page.tsx';
import { Section } from '../components/section.tsx';
import { guidesQuery, useCreateClientForService } from '../data/guides.ts';
import { showSecret } from '../data/shown-secrets.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import classes from './new-service-page.module.css';

const route = getRouteApi('/applications/+services/$slug');
const PARTIES = ['third_party', 'first_party'] as const satisfies Party[];

interface NewService {
  address: string;
  name: string;
  party: Party;
}

export function NewServicePage() {
  const { slug } = route.useParams();
  const { data } = useSuspenseQuery(guidesQuery());
  const service = data.items.find((guide) => guide.slug === slug && guide.kind === 'service');
  if (service === undefined) throw notFound();
  return <NewServiceForm service={service} />;
}

/** One question; the recipe knows the rest. */
function NewServiceForm({ service }: { service: GuideSummary }) {
  const { t } = useTranslation();
  const { party = 'third_party' } = route.useSearch();
  const navigate = route.useNavigate();
  const create = useCreateClientForService(service.slug);
  const form = useForm<NewService>({
    initialValues: { address: '', name: service.title, party },
    validate: (values) => schemaErrors(CreateClientForService, bodyOf(service, values)),
    validateInputOnBlur: ['name'],
  });
  const submit = async (values: NewService) => {
    const { client, client_secret } = await create.mutateAsync(bodyOf(service, values));
    if (client_secret !== null) showSecret({ client_id: client.client_id, name: client.secrets[0]?.name ?? '', client_secret });
    const params = { client_id: client.client_id, slug: service.slug };
    await navigate({ to: '/applications/$client_id/guide/$slug', params, ignoreBlocker: true });
  };

  return (
    <Page
      title={t('services.connect', { service: service.title })}
      lead={service.summary}
      width="form"
      back={{ to: '/applications/+services', search: { party }, label: t('services.title') }}
    >
      <CreateForm
        form={form}
        mutation={create}
        submitLabel={t('new_client.submit')}
        cancel={
          <Button variant="default" renderRoot={(props) => <Link to="/applications/+services" search={{ party }} {...props} />}>
            {t('actions.cancel')}
          </Button>
        }
        onCreate={submit}
      >
        <Section title={t('services.question')} description={t('services.question_lead')}>
          <Fields>
            {service.address !== null && (
              <TextInput
                label={service.address.label}
                description={t('services.address_hint')}
                placeholder={service.address.example}
                inputMode="url"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                dir="ltr"
                required
                autoFocus
                {...form.getInputProps('address')}
              />
            )}
          </Fields>
        </Section>
        <details className={classes['more']}>
          <summary>{t('services.more')}</summary>
          <div className={classes['fields']}>
            <TextInput
              label={t('new_client.name')}
              description={t('new_client.name_hint')}
              dir="auto"
              required
              autoComplete="off"
              {...form.getInputProps('name')}
            />
            <ChoiceCards
              legend={t('new_client.party')}
              name="party"
              value={form.values.party}
              onChange={(value) => form.setFieldValue('party', value)}
              choices={PARTIES.map((value) => ({ value, label: t(`party.${value}`), hint: t(`party.${value}_hint`) }))}
            />
          </div>
        </details>
      </CreateForm>
    </Page>
  );
}

/** An empty address is not sent, but asked for. */
function bodyOf(service: GuideSummary, { address, name, party }: NewService) {
  return { name, party, ...(service.address === null ? {} : { address }) };
}
