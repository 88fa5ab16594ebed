import type { RefusedRequest } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { findClient } from '../clients/find-client.ts';
import { presentRefusedRequest } from './present-refused-request.ts';
import { selectRefusedRequest } from './refused-request-store.ts';

/** The refused request with this reference, whichever client it came from. Problems: `refused-request-not-found`. */
export async function getRefusedRequest(ctx: Context, reference: string): Promise<RefusedRequest> {
  const row = await selectRefusedRequest(ctx, reference);
  if (row === null) throw new Problem('refused-request-not-found', `No refused request has the reference “${reference}”.`);
  return presentRefusedRequest(row, row.client_id === null ? null : await findClient(ctx, row.client_id));
}
