import type { Context } from '../../context.ts';
import { typesOfResources } from '../authorization-details/types-of-resources.ts';
import { mutate } from '../audit-events/mutate.ts';
import { dropDetailsTypesFromClients } from '../clients/drop-details-types-from-clients.ts';
import { dropResourceFromClients } from '../clients/drop-resource-from-clients.ts';
import { dropResourceFromGrants } from '../grants/drop-resource-from-grants.ts';
import { resourceServerNotFound } from './resource-server-not-found.ts';
import { deleteResourceServerRow, selectResourceServerForUpdate } from './resource-server-store.ts';

/**
 * Deletes a resource server and takes it out of ceilings and grants, so that a later one of the same URI inherits nothing.
 * Problems: `resource-server-not-found`.
 */
export async function deleteResourceServer(ctx: Context, resource: string): Promise<undefined> {
  return mutate(ctx, async (tx) => {
    const row = await selectResourceServerForUpdate(tx, resource);
    if (row === null) throw resourceServerNotFound(resource);
    const types = (await typesOfResources(tx, [resource])).get(resource) ?? [];
    const losing = [
      ...(await dropResourceFromClients(tx, resource)),
      ...(await dropDetailsTypesFromClients(
        tx,
        types.map(({ type }) => type),
      )),
    ];
    const client_ids = [...new Set(losing)];
    await dropResourceFromGrants(tx, resource);
    await deleteResourceServerRow(tx, resource);
    return { result: undefined, audit: { action: 'resource_server.deleted', details: { resource, name: row.name, client_ids } } };
  });
}
