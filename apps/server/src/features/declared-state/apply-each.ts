import type { FieldError } from '@consentry/contract';
import { Problem } from '../../problem.ts';

/** Applies every entry of a list. What is invalid in several is reported together, with pointers from the document’s root. */
export async function applyEach<T, R>(noun: string, entries: readonly T[] | undefined, apply: (entry: T) => R | Promise<R>): Promise<R[]> {
  const changes: R[] = [];
  const problems: Problem[] = [];
  for (const [index, entry] of (entries ?? []).entries()) {
    try {
      changes.push(await apply(entry));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(atEntry(error, `/${noun}/${index}`));
      // A statement that failed has ended the transaction: nothing after it can be looked at.
      if (error.type !== 'invalid-request') break;
    }
  }
  if (problems.length > 0) throw together(problems);
  return changes;
}

function atEntry(problem: Problem, prefix: string): Problem {
  const errors = problem.extension.errors ?? [{ pointer: '#', detail: problem.message }];
  const placed = errors.map((error): FieldError => ({ ...error, pointer: `#${prefix}${error.pointer.slice(1)}` }));
  return new Problem(problem.type, problem.message, {
    ...problem.extension,
    errors: placed,
    ...(problem.retryAfterSeconds === undefined ? {} : { retry_after_seconds: problem.retryAfterSeconds }),
    cause: problem,
  });
}

/** The last one names the type: it is the one that ended the work. */
function together(problems: Problem[]): Problem {
  const last = problems.at(-1);
  if (last === undefined) throw new RangeError('no problem to report');
  const errors = problems.flatMap((problem) => problem.extension.errors ?? []);
  const detail = errors.map((error) => `${error.pointer}: ${error.detail}`).join('; ');
  return new Problem(last.type, detail.slice(0, 1000), { ...last.extension, errors, cause: last.cause });
}
