import type { AppType, Party } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { invalidMember } from '../../problem.ts';
import { selectClientsByName, type ClientRow } from './client-store.ts';
import { findClient } from './find-client.ts';

export type { ClientRow };

interface DeclaredIdentity {
  client_id?: string | undefined;
  name: string;
  app_type: AppType;
  party: Party;
}

/** The client that a declaration means: by its id or, without one, the only one of that name, type and party. */
export async function findDeclaredClient(ctx: Context, declared: DeclaredIdentity): Promise<ClientRow | null> {
  if (declared.client_id !== undefined) return findClient(ctx, declared.client_id);
  const [client, second] = await selectClientsByName(ctx, declared);
  if (second !== undefined) {
    throw invalidMember('/client_id', `must be given: there are several clients “${declared.name}” of this app_type and party`);
  }
  return client ?? null;
}
