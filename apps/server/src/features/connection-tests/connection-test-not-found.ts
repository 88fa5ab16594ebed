import { Problem } from '../../problem.ts';

/** The same for one that never was, one of another operator and one that is over. */
export function connectionTestNotFound(): Problem {
  return new Problem('connection-test-not-found', 'There is no such connection test of yours, or it is over. Start it again.');
}
