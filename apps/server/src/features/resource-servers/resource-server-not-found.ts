import { Problem } from '../../problem.ts';

export function resourceServerNotFound(resource: string): Problem {
  return new Problem('resource-server-not-found', `There is no resource server with the URI “${resource}”.`);
}
