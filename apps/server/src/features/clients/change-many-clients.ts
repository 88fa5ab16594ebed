import type { ChangedClients, ChangeManyClients } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { mutate } from '../audit-events/mutate.ts';
import { deleteClient } from './delete-client.ts';
import { disableClient } from './disable-client.ts';
import { enableClient } from './enable-client.ts';
import { takeOverClient } from './take-over-client.ts';

const VERBS: Readonly<Record<ChangeManyClients['action'], (tx: Context, clientId: string) => Promise<unknown>>> = {
  disable: (tx, client_id) => disableClient(tx, { client_id }),
  enable: enableClient,
  take_over: takeOverClient,
  delete: deleteClient,
};

/** Does the same to many clients, all or none; those that are gone already are counted, and fail nothing. */
export async function changeManyClients(ctx: Context, { action, client_ids }: ChangeManyClients): Promise<ChangedClients> {
  return mutate(ctx, async (tx) => {
    const gone: string[] = [];
    // In one order, so that two such requests cannot wait for each other.
    for (const clientId of [...new Set(client_ids)].toSorted()) {
      try {
        await VERBS[action](tx, clientId);
      } catch (error) {
        if (!(error instanceof Problem) || error.type !== 'client-not-found') throw error;
        gone.push(clientId);
      }
    }
    return { result: { changed: new Set(client_ids).size - gone.length, not_found: gone }, audit: null };
  });
}
