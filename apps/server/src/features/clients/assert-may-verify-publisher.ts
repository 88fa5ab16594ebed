import type { Actor } from '../../context.ts';
import { invalidMember } from '../../problem.ts';
import type { ClientRow } from './client-store.ts';

/** “Verified” is the word of a person who looked: an operator, or whoever runs the server. A program with clients:write can’t give it. */
export function assertMayVerifyPublisher(actor: Actor, before: ClientRow | null, after: ClientRow): void {
  if (actor.type !== 'client' || !after.publisher_verified || before?.publisher_verified === true) return;
  throw invalidMember('/publisher_verified', 'a client may not verify a publisher; an operator can, and “--apply” at start');
}
