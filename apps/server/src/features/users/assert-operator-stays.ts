import { Problem } from '../../problem.ts';

/** Throws `last-operator` when nobody but this user could open the console. `operators` comes from `lockOperators`. */
export function assertOperatorStays(operators: string[], user: { user_id: string; username: string }): void {
  if (!operators.includes(user.user_id) || operators.length > 1) return;
  throw new Problem('last-operator', `“${user.username}” is the last operator. Make another user an operator first.`);
}
