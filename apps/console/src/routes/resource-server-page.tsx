import type { ResourceServer, Versioned } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { isGone } from '../components/failure-text.ts';
import { notify } from '../components/notify.ts';
import { Page } from '../components/page.tsx';
import { ProtectedResourceSection } from '../components/protected-resource-section.tsx';
import { ResourceServerFields } from '../components/resource-server-fields.tsx';
import { Section } from '../components/section.tsx';
import { ValueItem, ValueList } from '../components/value-list.tsx';
import { VersionedSaveForm } from '../components/versioned-save-form.tsx';
import {
  resourceServerQuery,
  resourceServerVersionQuery,
  useDeleteResourceServer,
  useSaveResourceServer,
} from '../data/resource-servers.ts';
import { bodyOf, resourceServerErrors, valuesOf, withoutEmptyScopes } from '../forms/resource-server-values.ts';
import { useVersionedForm } from '../forms/use-versioned-form.ts';

const route = getRouteApi('/resource-servers/$resource');

export function ResourceServerPage() {
  const { t } = useTranslation();
  const { resource } = route.useParams();
  const { data: stored, error } = useSuspenseQuery(resourceServerVersionQuery(resource));
  if (isGone(error)) throw error;
  const server = stored.data;
  return (
    <Page title={server.name} width="form" back={{ to: '/resource-servers', label: t('resource_servers.title') }}>
      <ResourceServerForm stored={stored} />
      <ProtectedResourceSection resource={server.resource} />
      <DeleteSection server={server} />
    </Page>
  );
}

function ResourceServerForm({ stored }: { stored: Versioned<ResourceServer> }) {
  const { t } = useTranslation();
  const { resource } = stored.data;
  const save = useSaveResourceServer(resource);
  const versioned = useVersionedForm({
    stored,
    toValues: valuesOf,
    toBody: bodyOf,
    validate: (values) => resourceServerErrors(withoutEmptyScopes(values), t),
  });
  const value = (
    <ValueList>
      <ValueItem label={t('resource_servers.resource')} value={resource} />
    </ValueList>
  );
  return (
    <VersionedSaveForm
      versioned={versioned}
      mutation={save}
      nameOf={(member) => t(`resource_servers.member.${member}`)}
      tidy={withoutEmptyScopes}
      onSave={(body, { etag }) => save.mutateAsync({ body, if_match: etag })}
    >
      <ResourceServerFields form={versioned.form} resource={value} />
    </VersionedSaveForm>
  );
}

function DeleteSection({ server }: { server: ResourceServer }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const remove = useDeleteResourceServer(server.resource);
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const leave = async () => {
    await navigate({ to: '/resource-servers', ignoreBlocker: true });
    queries.removeQueries({ queryKey: resourceServerQuery(server.resource).queryKey });
    notify(t('resource_servers.deleted', { name: server.name }));
  };
  const close = () => {
    setOpen(false);
    remove.reset();
  };
  return (
    <Section tone="danger" title={t('resource_servers.delete_title')} description={t('resource_servers.delete')}>
      <div>
        <Button color="red" onClick={() => setOpen(true)}>
          {t('resource_servers.delete_button')}
        </Button>
      </div>
      <ConfirmDialog
        opened={isOpen}
        title={t('resource_servers.delete_confirm_title', { name: server.name })}
        confirmLabel={t('resource_servers.delete_button')}
        typed={{ label: t('danger.delete_type'), text: server.name }}
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(undefined, { onSuccess: leave })}
        onClose={close}
      >
        {t('resource_servers.delete')}
      </ConfirmDialog>
    </Section>
  );
}
