import type { Client, CreateClient } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { definedMembers } from '../../platform/changed-members.ts';
import { uniqueViolation } from '../../platform/database.ts';
import { Problem } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { revokeGrantsOfClient } from '../grants/revoke-grants-of-client.ts';
import { addClientSecret } from './add-client-secret.ts';
import { assertClientRules } from './assert-client-rules.ts';
import { assertMayManage } from './assert-may-manage.ts';
import { assertMayVerifyPublisher } from './assert-may-verify-publisher.ts';
import { clientDefaults } from './client-defaults.ts';
import { insertClient, presentClientWithSecrets, type ClientRow } from './client-store.ts';
import { readSectorIdentifier } from './read-sector-identifier.ts';
import { takesSecret } from './takes-secret.ts';
import { withSecurityProfile } from './security-profile-rules.ts';
import { withoutDuplicates } from './without-duplicates.ts';

/** The console’s own client, which is no row. */
const RESERVED_CLIENT_ID = 'consentry-console';

/** What a client that registers itself has and an operator never sends. */
type SelfRegistration = Pick<ClientRow, 'client_id' | 'origin' | 'quarantined' | 'registered_metadata'>;

/** Creates a client; one that proves itself with a secret gets its first, which the answer alone shows. Problems: `client-id-taken`. */
export async function createClient(
  ctx: Context,
  input: CreateClient & {
    first_secret?: { name: string; client_secret: string } | undefined;
    self_registration?: SelfRegistration | undefined;
  },
): Promise<{ client: Client; client_secret: string | null }> {
  const { first_secret, self_registration, ...sent } = input;
  const now = ctx.clock.now();
  const asked: ClientRow = {
    ...clientDefaults(input.app_type, input.party),
    ...definedMembers(sent),
    name: input.name,
    client_id: input.client_id ?? ctx.random.id(),
    ...self_registration,
    created_at: now,
    updated_at: now,
  };
  const client = withSecurityProfile(asked, definedMembers(sent));
  assertMayManage(ctx.actor, client.management_scopes);
  assertMayVerifyPublisher(ctx.actor, null, client);
  if (client.client_id === RESERVED_CLIENT_ID) throw clientIdTaken(client.client_id);
  const sector = await readSectorIdentifier(ctx, client);
  return mutate(ctx, async (tx) => {
    await assertClientRules(tx, client, { resource_scopes: true, serves_resources: true, authorization_details_types: true, sector });
    const row = withoutDuplicates(client);
    await insertClient(tx, row).catch((cause: unknown) => {
      throw uniqueViolation(cause) === 'clients_pkey' ? clientIdTaken(row.client_id, cause) : cause;
    });
    // A consent that was under way while an earlier client of this id was deleted may have left a grant.
    await revokeGrantsOfClient(tx, row.client_id);
    const secret = takesSecret(row)
      ? await addClientSecret(tx, { client_id: row.client_id, name: 'Initial secret', ...first_secret })
      : null;
    return {
      result: { client: await presentClientWithSecrets(tx, row), client_secret: secret?.client_secret ?? null },
      audit: { action: 'client.created', client_id: row.client_id, details: createdDetails(row) },
    };
  });
}

function createdDetails({
  name,
  app_type,
  party,
  publisher_name,
  publisher_verified,
  origin,
  quarantined,
}: ClientRow): Record<string, unknown> {
  return {
    name,
    app_type,
    party,
    ...(publisher_verified ? { publisher_name, publisher_verified } : {}),
    ...(origin === 'operator' ? {} : { origin, quarantined }),
  };
}

function clientIdTaken(clientId: string, cause?: unknown): Problem {
  const detail = `The client id “${clientId}” is in use.`;
  return new Problem('client-id-taken', detail, { errors: [{ pointer: '#/client_id', detail }], cause });
}
