import { CreateResourceServer } from '@consentry/contract';
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CreateForm } from '../components/create-form.tsx';
import { Page } from '../components/page.tsx';
import { ResourceServerFields } from '../components/resource-server-fields.tsx';
import { useCreateResourceServer } from '../data/resource-servers.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import {
  bodyOf,
  NEW_RESOURCE_SERVER,
  resourceServerErrors,
  withoutEmptyScopes,
  type ResourceServerValues,
} from '../forms/resource-server-values.ts';

const route = getRouteApi('/resource-servers/new');

interface NewResourceServer extends ResourceServerValues {
  resource: string;
}

export function NewResourceServerPage() {
  const { t } = useTranslation();
  const navigate = route.useNavigate();
  const create = useCreateResourceServer();
  const form = useForm<NewResourceServer>({
    initialValues: { resource: '', ...NEW_RESOURCE_SERVER },
    validateInputOnBlur: true,
    validate: ({ resource, ...values }) => ({
      ...schemaErrors(CreateResourceServer, { ...bodyOf(values), resource }),
      ...resourceServerErrors(values, t),
    }),
  });
  const submit = async ({ resource, ...values }: NewResourceServer) => {
    await create.mutateAsync({ ...bodyOf(values), resource });
    await navigate({ to: '/resource-servers/$resource', params: { resource }, ignoreBlocker: true });
  };
  const resource = (
    <TextInput
      label={t('resource_servers.resource')}
      description={t('resource_servers.resource_hint')}
      placeholder="https://api.example.com"
      required
      type="url"
      spellCheck={false}
      autoCapitalize="none"
      dir="ltr"
      {...form.getInputProps('resource')}
    />
  );
  return (
    <Page title={t('resource_servers.new_title')} width="form" back={{ to: '/resource-servers', label: t('resource_servers.title') }}>
      <CreateForm
        form={form}
        mutation={create}
        submitLabel={t('resource_servers.create')}
        cancel={
          <Button variant="default" renderRoot={(props) => <Link to="/resource-servers" {...props} />}>
            {t('actions.cancel')}
          </Button>
        }
        tidy={withoutEmptyScopes}
        onCreate={submit}
      >
        <ResourceServerFields form={form} resource={resource} />
      </CreateForm>
    </Page>
  );
}
