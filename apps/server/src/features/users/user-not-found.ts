import { Problem } from '../../problem.ts';

export function userNotFound(userId: string): Problem {
  return new Problem('user-not-found', `There is no user with the id “${userId}”.`);
}
