import { beforeAll, beforeEach } from 'vitest';
import { buildOrReason, type ForeignProgram } from '../support/foreign-program.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test did not run, for the closing lines of the ring. */
    skipped?: string;
  }
}

/** The first build of a program compiles all that it is made of. */
const BUILD_TIMEOUT_MS = 1_800_000;

/** Builds the program before the file's tests, and skips them with the reason where this machine cannot have it. */
export function useForeignProgram(program: ForeignProgram): { isThere(): boolean } {
  let reason: string | null = 'was not built';

  beforeAll(async () => {
    reason = await buildOrReason(program);
  }, BUILD_TIMEOUT_MS);

  beforeEach(({ skip, task }) => {
    if (reason === null) return;
    task.meta.skipped = reason;
    skip(reason);
  });

  return { isThere: () => reason === null };
}
