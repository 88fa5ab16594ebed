import { ProblemError, type ProblemBody } from '@consentry/contract';

/** The problem that a call is answered with. Throws when it succeeds. */
export async function problemOf(call: Promise<unknown>): Promise<ProblemBody & { slug: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return { ...error.problem, slug: error.slug };
    throw error;
  }
  throw new Error('the call succeeded');
}
