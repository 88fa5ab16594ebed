import { Problem } from '../../problem.ts';

export function grantNotFound(grantId: string): Problem {
  return new Problem('grant-not-found', `There is no grant with the id “${grantId}”.`);
}
