import { join } from 'node:path';
import { foreignPlace, type ForeignProgram } from '../../support/foreign-program.ts';

/** `app.py` of the folder, in an environment of its own that holds what `requirements.txt` pins by hash. */
export function pythonProgram(name: string): ForeignProgram {
  const { source, out } = foreignPlace(name, 'python');
  const environment = join(out, 'environment');
  const python = join(environment, 'bin', 'python');
  const requirements = join(source, 'requirements.txt');
  return {
    name,
    toolchain: [{ command: 'python3', args: ['-c', 'import venv, ensurepip'] }],
    build: [
      { command: 'python3', args: ['-m', 'venv', environment] },
      {
        command: python,
        args: [
          '-m',
          'pip',
          'install',
          '--quiet',
          '--no-cache-dir',
          '--no-deps',
          '--only-binary',
          ':all:',
          '--require-hashes',
          '-r',
          requirements,
        ],
      },
    ],
    start: { command: python, args: ['-B', join(source, 'app.py')] },
  };
}
