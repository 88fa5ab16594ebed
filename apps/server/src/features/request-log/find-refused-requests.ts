import type { Page, RefusedRequest } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { toPage } from '../../platform/cursor.ts';
import { findClient, type ClientRow } from '../clients/find-client.ts';
import { presentRefusedRequest } from './present-refused-request.ts';
import { selectRefusedRequests, type RefusedRequestsQuery } from './refused-request-store.ts';

/** Refused requests, newest first, with what still has to be mended now. */
export async function findRefusedRequests(ctx: Context, query: RefusedRequestsQuery): Promise<Page<RefusedRequest>> {
  const rows = await selectRefusedRequests(ctx, query);
  const clients = new Map<string, ClientRow | null>();
  for (const { client_id } of rows) {
    if (client_id !== null && !clients.has(client_id)) clients.set(client_id, await findClient(ctx, client_id));
  }
  return toPage(rows, query.limit, {
    item: (row) => presentRefusedRequest(row, clients.get(row.client_id ?? '') ?? null),
    cursor: (row) => ({ at: row.at, id: row.reference }),
  });
}
