import type { Context } from '../../context.ts';
import { afterCommit } from '../../platform/transaction.ts';
import { findClient } from '../clients/find-client.ts';
import { subjectOf } from '../clients/subject-of.ts';
import { insertLogoutDeliveries } from './logout-delivery-store.ts';

/** What was in a browser session that ended: for each client the identifier that its ID tokens gave the session. */
export interface EndedSession {
  user_id: string | null;
  authorizations: Readonly<Record<string, { sid?: string }>> | null;
}

/** Remembers to tell each client that wants to hear of it. Runs in the transaction that ends the sessions, so that none ends silently. */
export async function enqueueLogouts(tx: Context, sessions: readonly EndedSession[]): Promise<void> {
  const ended = sessions.flatMap(({ user_id, authorizations }) =>
    Object.entries(authorizations ?? {}).flatMap(([client_id, { sid }]) =>
      user_id === null || sid === undefined ? [] : [{ logout_delivery_id: tx.random.id(), client_id, user_id, sid }],
    ),
  );
  if (ended.length === 0) return;
  const deliveries = await insertLogoutDeliveries(tx, await withSubjects(tx, ended));
  if (deliveries > 0) afterCommit(tx.db, () => tx.logoutsDue.raise());
}

/** A client with pairwise subjects knows nobody by user id (OIDC Core §8.1). */
async function withSubjects<T extends { client_id: string; user_id: string }>(
  tx: Context,
  ended: readonly T[],
): Promise<(T & { subject: string | null })[]> {
  const subjects = new Map<string, (userId: string) => string | null>();
  for (const clientId of new Set(ended.map(({ client_id }) => client_id))) {
    const client = await findClient(tx, clientId);
    subjects.set(clientId, (userId) => (client === null ? null : subjectOf(tx, client, userId)));
  }
  return ended.map((one) => ({ ...one, subject: subjects.get(one.client_id)?.(one.user_id) ?? null }));
}
