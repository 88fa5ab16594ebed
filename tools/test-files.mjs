// What became of each test file of a ring, in a line, from the report that Vitest writes.
import { basename } from 'node:path';

/** `name: passed`, `failed` or `skipped`, with counts, and why something was skipped. */
export function linesOf(report) {
  return report.testResults.map(({ name, status, message, assertionResults }) => {
    const count = (wanted) => assertionResults.filter((test) => wanted.includes(test.status)).length;
    const [passed, failed, skipped] = [count(['passed']), count(['failed']), count(['skipped', 'pending'])];
    const reasons = [...new Set(assertionResults.flatMap((test) => test.meta?.skipped ?? []))];
    const why = reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
    const counts = [`${passed} passed`, failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`].filter(Boolean).join(', ');
    const outside = message === '' || failed > 0 ? '' : `: ${message.split('\n')[0]}`;
    const word = status === 'failed' ? 'failed' : passed === 0 ? 'skipped' : 'passed';
    return `  ${basename(name, '.test.ts')}: ${word} (${counts})${outside}${why}`;
  });
}
