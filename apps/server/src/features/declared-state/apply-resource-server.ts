import type { AppliedChange, CreateResourceServer } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { changedMembers } from '../../platform/changed-members.ts';
import { createResourceServer } from '../resource-servers/create-resource-server.ts';
import { findResourceServer } from '../resource-servers/find-resource-server.ts';
import { getResourceServer } from '../resource-servers/get-resource-server.ts';
import { updateResourceServer } from '../resource-servers/update-resource-server.ts';

export async function applyResourceServer(tx: Context, declared: CreateResourceServer): Promise<AppliedChange> {
  const id = declared.resource;
  if ((await findResourceServer(tx, id)) === null) {
    await createResourceServer(tx, declared);
    return { kind: 'resource_server', id, change: 'created' };
  }
  const before = await getResourceServer(tx, id);
  const after = await updateResourceServer(tx, declared);
  return { kind: 'resource_server', id, change: changedMembers(before, after).length > 0 ? 'updated' : 'unchanged' };
}
