import type { AppliedChange } from '@consentry/contract';
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
import { keepClientService } from '../guides/keep-client-service.ts';
import { applyLogos } from './apply-logos.ts';
import type { CompleteClient } from './with-recipe.ts';

export async function applyClient(tx: Context, declared: CompleteClient): Promise<AppliedChange> {
  const row = await findDeclaredClient(tx, declared);
  return row === null ? createDeclared(tx, declared) : updateDeclared(tx, row, declared);
}

async function createDeclared(tx: Context, declared: CompleteClient): Promise<AppliedChange> {
  const { client_secret, state, disabled_reason, logo, logo_dark, service, ...members } = declared;
  const first_secret = client_secret === undefined ? undefined : { name: DECLARED_SECRET, client_secret };
  const created = await createClient(tx, { ...members, first_secret });
  const { client_id } = created.client;
  await applyRest(tx, client_id, { state, disabled_reason, logo, logo_dark, service });
  const generated = client_secret === undefined && created.client_secret !== null ? { client_secret: created.client_secret } : {};
  return { kind: 'client', id: client_id, change: 'created', ...generated };
}

type Rest = Pick<CompleteClient, 'state' | 'disabled_reason' | 'logo' | 'logo_dark' | 'service'>;

/** What goes by verbs of its own. Tells whether the service is another, which the client itself does not show. */
async function applyRest(tx: Context, clientId: string, declared: Rest): Promise<boolean> {
  if (declared.state === 'active') await enableClient(tx, clientId);
  if (declared.state === 'disabled') await disableClient(tx, { client_id: clientId, reason: declared.disabled_reason });
  await applyLogos(tx, clientId, declared);
  return declared.service !== null && (await keepClientService(tx, { client_id: clientId, ...declared.service }));
}

async function updateDeclared(tx: Context, row: ClientRow, declared: CompleteClient): Promise<AppliedChange> {
  const { client_secret, app_type, state, disabled_reason, logo, logo_dark, service, ...members } = declared;
  if (app_type !== row.app_type) {
    throw invalidMember(
      '/app_type',
      `cannot be changed: the client “${row.client_id}” is ${row.app_type}; delete it or declare another client_id`,
    );
  }
  const before = await getClient(tx, row.client_id);
  await updateClient(tx, { ...members, client_id: row.client_id });
  const newService = await applyRest(tx, row.client_id, { state, disabled_reason, logo, logo_dark, service });
  const after = await getClient(tx, row.client_id);
  const newSecret = client_secret !== undefined && (await declareClientSecret(tx, { client_id: row.client_id, client_secret }));
  const changed = newSecret || newService || changedMembers(before, after).length > 0;
  return { kind: 'client', id: row.client_id, change: changed ? 'updated' : 'unchanged' };
}
