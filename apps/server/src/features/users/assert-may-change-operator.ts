import type { Actor } from '../../context.ts';
import { invalidMember } from '../../problem.ts';

/** What of a user opens the console: the flag itself, and what the user signs in with. */
const GUARDED = ['operator', 'password', 'username', 'email'] as const;

type Guarded = { [K in (typeof GUARDED)[number]]?: unknown };

/**
 * Only operators and the server itself make operators or change how one signs in.
 * Without this, a client with users:write could give itself the whole management API through the console.
 */
export function assertMayChangeOperator(actor: Actor, wasOperator: boolean, changed: Guarded): void {
  if (actor.type !== 'client') return;
  const members = wasOperator ? GUARDED : (['operator'] as const);
  for (const member of members) {
    if (changed[member] === undefined) continue;
    throw invalidMember(
      `/${member}`,
      `a client may not change “${member}” of an operator or make one; an operator can, and “--apply” at start`,
    );
  }
}
