import type { Actor } from '../../context.ts';
import type { ClientRow } from './client-store.ts';

/** Whom an operator has looked at. */
const IDENTITY = ['name', 'publisher_name', 'client_uri', 'logo_hash', 'logo_dark_hash'] as const;

/** A program that changes who an application says it is takes the operator’s word off it: that was given to somebody else. */
export function keptVerification(actor: Actor, before: ClientRow, after: ClientRow): ClientRow {
  if (actor.type !== 'client' || IDENTITY.every((member) => before[member] === after[member])) return after;
  return { ...after, publisher_verified: false };
}
