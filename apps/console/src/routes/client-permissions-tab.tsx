import { UpdateClient } from '@consentry/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { BesidePreview } from '../components/beside-preview.tsx';
import { ConsentPreview } from '../components/consent-preview.tsx';
import { ManagementScopeFields } from '../components/management-scope-fields.tsx';
import { RefusedScopeList } from '../components/refused-scope-list.tsx';
import { ResourceScopeFields } from '../components/resource-scope-fields.tsx';
import { StandardScopeFields } from '../components/standard-scope-fields.tsx';
import { VersionedSaveForm } from '../components/versioned-save-form.tsx';
import { clientVersionQuery, useSaveClient } from '../data/clients.ts';
import { everyResourceServerQuery } from '../data/resource-servers.ts';
import { permissionsOf, resourceChoices, withoutEmptyReasons, type ClientPermissions } from '../forms/client-permissions.ts';
import { schemaErrors } from '../forms/field-errors.ts';
import { useVersionedForm } from '../forms/use-versioned-form.ts';
import classes from './client-permissions-tab.module.css';

const route = getRouteApi('/applications/$client_id/permissions');

export function ClientPermissionsTab() {
  const { t } = useTranslation();
  const { client_id } = route.useParams();
  const { data: stored } = useSuspenseQuery(clientVersionQuery(client_id));
  const client = stored.data;
  const { data: resourceServers } = useSuspenseQuery(everyResourceServerQuery());
  const save = useSaveClient(client_id);
  const versioned = useVersionedForm({
    stored,
    toValues: permissionsOf,
    toBody: withoutEmptyReasons,
    validate: (values) => schemaErrors(UpdateClient, values),
  });
  const { form } = versioned;
  const isMachine = client.app_type === 'machine_to_machine';
  const field = { values: form.values, errors: form.errors, onChange: (values: ClientPermissions) => form.setValues(values) };
  const ceiling = isMachine ? 'ceiling_machine' : client.party === 'first_party' ? 'ceiling_first_party' : 'ceiling';

  const fields = (
    <>
      <p className={classes['lead']}>{t(`permissions.${ceiling}`)}</p>
      {!isMachine && <StandardScopeFields {...field} />}
      <ResourceScopeFields
        {...field}
        isMachine={isMachine}
        choices={resourceChoices(resourceServers, permissionsOf(client).resource_scopes)}
      />
      {isMachine && <ManagementScopeFields values={field.values} onChange={field.onChange} />}
      <RefusedScopeList client_id={client_id} values={field.values} onChange={field.onChange} />
    </>
  );
  const preview = <ConsentPreview client_id={client_id} changes={versioned.changes(form.values)} />;

  return (
    <VersionedSaveForm
      versioned={versioned}
      mutation={save}
      nameOf={(member) => t(`client_history.member.${member}`)}
      tidy={withoutEmptyReasons}
      onSave={(body, { etag }) => save.mutateAsync({ body, if_match: etag })}
    >
      {isMachine ? fields : <BesidePreview preview={preview}>{fields}</BesidePreview>}
    </VersionedSaveForm>
  );
}
