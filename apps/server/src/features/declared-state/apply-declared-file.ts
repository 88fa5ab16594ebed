import type { AppliedChange } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { applyDeclaredState } from './apply-declared-state.ts';

import { DeclaredFileInvalid } from './declared-file-invalid.ts';
import { readDeclaredFile } from './read-declared-file.ts';

/** Applies a file in this process. Throws `DeclaredFileInvalid` with line, key and reason of each fault. */
export async function applyDeclaredFile(ctx: Context, path: string): Promise<AppliedChange[]> {
  const file = await readDeclaredFile(path);
  try {
    return await applyDeclaredState(ctx, file.state);
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    const errors = error.extension.errors ?? [{ pointer: '#', detail: error.message }];
    throw new DeclaredFileInvalid(file.explain(errors), { file: path, cause: error });
  }
}
