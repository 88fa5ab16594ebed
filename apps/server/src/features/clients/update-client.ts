import type { Client, UpdateClient } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { changedMembers, definedMembers } from '../../platform/changed-members.ts';
import { assertPrecondition } from '../../precondition.ts';
import { mutate, type AuditEntry } from '../audit-events/mutate.ts';
import { dropUnaskedScopes } from '../grants/drop-unasked-scopes.ts';
import { assertClientRules } from './assert-client-rules.ts';
import { assertMayManage } from './assert-may-manage.ts';
import { assertMayVerifyPublisher } from './assert-may-verify-publisher.ts';
import { clientNotFound } from './client-not-found.ts';
import { presentClientWithSecrets, selectClientForUpdate, updateClientRow, type ClientRow } from './client-store.ts';
import { findClient } from './find-client.ts';
import { handedOnScopes, type ClientChange } from './handed-on-scopes.ts';
import { keptVerification } from './kept-verification.ts';
import { optionalInCeiling } from './optional-in-ceiling.ts';
import { readSectorIdentifier, type SectorIdentifier } from './read-sector-identifier.ts';
import { reasonsInCeiling } from './reasons-in-ceiling.ts';
import { withSecurityProfile } from './security-profile-rules.ts';
import { withoutDuplicates } from './without-duplicates.ts';

/** Changes the members that are sent; the others stay. Problems: `client-not-found`, `precondition-failed`. */
export async function updateClient(
  ctx: Context,
  input: UpdateClient & { client_id: string } & Partial<Pick<ClientRow, 'registered_metadata' | 'quarantined'>>,
): Promise<Client> {
  const sector = await readChangedSector(ctx, input);
  return mutate(ctx, async (tx) => {
    const before = await selectClientForUpdate(tx, input.client_id);
    if (before === null) throw clientNotFound(input.client_id);
    await assertPrecondition(tx, () => presentClientWithSecrets(tx, before));
    const members = definedMembers(input);
    const asked = reasonsInCeiling(optionalInCeiling({ ...before, ...members }, members), members);
    const sent = withSecurityProfile(asked, members);
    const after = keptVerification(tx.actor, before, withoutDuplicates(sent));
    const changed = changedMembers(before, after);
    if (changed.length === 0) return { result: await presentClientWithSecrets(tx, before), audit: null };

    assertMayVerifyPublisher(tx.actor, before, after);
    assertMayManage(tx.actor, handedOnScopes({ before, after, changed }));
    await assertClientRules(tx, sent, {
      resource_scopes: changed.includes('resource_scopes'),
      serves_resources: changed.includes('serves_resources'),
      authorization_details_types: changed.includes('authorization_details_types'),
      sector,
    });
    const row = { ...after, updated_at: tx.clock.now() };
    await updateClientRow(tx, row);
    const ended = await endUnasked(tx, { before, after, changed });
    return { result: await presentClientWithSecrets(tx, row), audit: auditOf({ before, after, changed }, ended) };
  });
}

/** Read when something that it vouches for changes. */
async function readChangedSector(
  ctx: Context,
  input: UpdateClient & { client_id: string },
): Promise<SectorIdentifier | null | 'unchanged'> {
  const members = definedMembers(input);
  if (SECTOR_MEMBERS.every((member) => members[member] === undefined)) return 'unchanged';
  const before = await findClient(ctx, input.client_id);
  return before === null ? 'unchanged' : readSectorIdentifier(ctx, { ...before, ...members });
}

const SECTOR_MEMBERS = ['subject_type', 'sector_identifier_uri', 'redirect_uris'] as const satisfies (keyof UpdateClient)[];

/** What people never were asked does not count for a third party. */
async function endUnasked(tx: Context, { before, after }: ClientChange): Promise<number> {
  const becomesForeign = before.party === 'first_party' && after.party === 'third_party';
  return becomesForeign ? dropUnaskedScopes(tx, after.client_id) : 0;
}

function auditOf(change: ClientChange, grants: number): AuditEntry[] {
  const { client_id, party } = change.after;
  const others = change.changed.filter((name) => name !== 'party' && name !== 'publisher_verified');
  const entries: AuditEntry[] = [];
  if (party !== change.before.party) {
    entries.push({ action: 'client.party_changed', client_id, details: { from: change.before.party, to: party, grants } });
  }
  if (change.changed.includes('publisher_verified')) {
    const action = change.after.publisher_verified ? 'client.publisher_verified' : 'client.publisher_unverified';
    entries.push({ action, client_id, details: { publisher_name: change.after.publisher_name } });
  }
  if (others.length > 0) entries.push({ action: 'client.updated', client_id, details: { changes: changesOf(change, others) } });
  return entries;
}

/** Nothing in a client is secret: its secrets stand elsewhere, and its keys are public ones. */
function changesOf({ before, after }: ClientChange, names: (keyof ClientRow)[]): Record<string, { from: unknown; to: unknown }> {
  return Object.fromEntries(names.map((name) => [name, { from: before[name], to: after[name] }]));
}
