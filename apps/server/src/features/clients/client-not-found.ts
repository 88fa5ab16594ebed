import { Problem } from '../../problem.ts';

export function clientNotFound(clientId: string): Problem {
  return new Problem('client-not-found', `There is no client with the id “${clientId}”.`);
}
