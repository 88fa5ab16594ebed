import { join } from 'node:path';
import { foreignPlace, type ForeignProgram } from '../../support/foreign-program.ts';

/** A program of the folder's module, or of one that its `go.mod` requires, built with what `go.sum` pins. */
export function goProgram(name: string, packagePath = '.'): ForeignProgram {
  const { source, out, shared } = foreignPlace(name, 'go');
  const binary = join(out, name);
  return {
    name,
    toolchain: [{ command: 'go', args: ['version'] }],
    build: [{ command: 'go', args: ['-C', source, 'build', '-o', binary, packagePath], env: goEnvironment(shared) }],
    start: { command: binary, args: [] },
  };
}

/** Nothing of it is read-only, so that a clone can be deleted; no other Go is fetched; `go.sum` is followed, not changed. */
export function goEnvironment(shared: string): Record<string, string> {
  return {
    GOMODCACHE: join(shared, 'mod'),
    GOCACHE: join(shared, 'build'),
    GOTOOLCHAIN: 'local',
    GOWORK: 'off',
    GOFLAGS: '-mod=readonly -modcacherw -buildvcs=false',
  };
}
