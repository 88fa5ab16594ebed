import { hasFaults, type FormFaults } from './form-faults.ts';

/** RFC 9110 §15.5.1, RFC 6585 §4 */
export function answerStatus(faults: FormFaults<string>): 200 | 400 | 429 {
  if (faults.retry_after_seconds !== null) return 429;
  return hasFaults(faults) ? 400 : 200;
}
