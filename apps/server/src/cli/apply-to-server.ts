import { contract, ProblemError, type AppliedChange } from '@consentry/contract';
import { DeclaredFileInvalid } from '../features/declared-state/declared-file-invalid.ts';
import { readDeclaredFile } from '../features/declared-state/read-declared-file.ts';
import { scopesOfState } from '../features/declared-state/scopes-of-state.ts';
import { connectToServer, serverFailure } from './server-connection.ts';

/** Applies a file to a running server through the management API. Throws `CliFailure` and `DeclaredFileInvalid`. */
export async function applyToServer(path: string, options: { url?: string }): Promise<AppliedChange[]> {
  const file = await readDeclaredFile(path);
  const { api, url } = await connectToServer(options, scopesOfState(file.state));
  try {
    const { changes } = await api(contract.declaredState.apply, { body: file.state });
    return changes;
  } catch (error) {
    const errors = error instanceof ProblemError ? error.problem.errors : undefined;
    if (errors !== undefined) throw new DeclaredFileInvalid(file.explain(errors), { file: path, cause: error });
    throw serverFailure(error, url);
  }
}
