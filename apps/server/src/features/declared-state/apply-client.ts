import type { AppliedChange, DeclaredClient } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { changedMembers } from '../../platform/changed-members.ts';
import { invalidMember } from '../../problem.ts';
import { createClient } from '../clients/create-client.ts';
import { DECLARED_SECRET, declareClientSecret } from '../clients/declare-client-secret.ts';
import { disableClient } from '../clients/disable-client.ts';
import { enableClient } from '../clients/enable-client.ts';
import { findDeclaredClient, type ClientRow } from '../clients/find-declared-client.ts';
import { getClient } from '../clients/get-client.ts';
import { updateClient } from '../clients/update-client.ts';

export async function applyClient(tx: Context, declared: DeclaredClient): Promise<AppliedChange> {
  const row = await findDeclaredClient(tx, declared);
  return row === null ? createDeclared(tx, declared) : updateDeclared(tx, row, declared);
}

async function createDeclared(tx: Context, declared: DeclaredClient): Promise<AppliedChange> {
  const { client_secret, state, disabled_reason, ...members } = declared;
  const first_secret = client_secret === undefined ? undefined : { name: DECLARED_SECRET, client_secret };
  const created = await createClient(tx, { ...members, first_secret });
  await applyState(tx, created.client.client_id, { state, disabled_reason });
  const generated = client_secret === undefined && created.client_secret !== null ? { client_secret: created.client_secret } : {};
  return { kind: 'client', id: created.client.client_id, change: 'created', ...generated };
}

async function applyState(tx: Context, clientId: string, declared: Pick<DeclaredClient, 'state' | 'disabled_reason'>): Promise<void> {
  if (declared.state === 'active') await enableClient(tx, clientId);
  if (declared.state === 'disabled') await disableClient(tx, { client_id: clientId, reason: declared.disabled_reason });
}

async function updateDeclared(tx: Context, row: ClientRow, declared: DeclaredClient): Promise<AppliedChange> {
  const { client_secret, app_type, state, disabled_reason, ...members } = declared;
  if (app_type !== row.app_type) {
    throw invalidMember(
      '/app_type',
      `cannot be changed: the client “${row.client_id}” is ${row.app_type}; delete it or declare another client_id`,
    );
  }
  const before = await getClient(tx, row.client_id);
  await updateClient(tx, { ...members, client_id: row.client_id });
  await applyState(tx, row.client_id, { state, disabled_reason });
  const after = await getClient(tx, row.client_id);
  const newSecret = client_secret !== undefined && (await declareClientSecret(tx, { client_id: row.client_id, client_secret }));
  const changed = newSecret || changedMembers(before, after).length > 0;
  return { kind: 'client', id: row.client_id, change: changed ? 'updated' : 'unchanged' };
}
