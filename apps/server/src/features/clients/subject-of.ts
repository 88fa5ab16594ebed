import type { Context } from '../../context.ts';
import type { ClientRow } from './client-store.ts';
import { pairwiseSubject } from './pairwise-subject.ts';
import { sectorOf } from './sector-of.ts';

/** `sub` under which a client knows a user (OIDC Core §8). */
export function subjectOf(ctx: Pick<Context, 'keyring'>, client: ClientRow, userId: string): string {
  if (client.subject_type === 'public') return userId;
  return pairwiseSubject(ctx.keyring, { sector: sectorOf(client), user_id: userId });
}
