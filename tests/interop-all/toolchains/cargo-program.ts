import { join } from 'node:path';
import { foreignPlace, type ForeignProgram } from '../../support/foreign-program.ts';

/** The folder's crate, whose package has the name of the folder, built with what `Cargo.lock` pins. */
export function cargoProgram(name: string): ForeignProgram {
  const { source, out, shared } = foreignPlace(name, 'cargo');
  return {
    name,
    toolchain: [{ command: 'cargo', args: ['--version'] }],
    build: [
      {
        command: 'cargo',
        args: ['build', '--quiet', '--locked', '--manifest-path', join(source, 'Cargo.toml'), '--target-dir', out],
        env: { CARGO_HOME: shared },
      },
    ],
    start: { command: join(out, 'debug', name), args: [] },
  };
}
