import { join } from 'node:path';
import { foreignPlace, type ForeignProgram } from '../../support/foreign-program.ts';

/** The folder's project, packed into one JAR; its parent pins every version. */
export function mavenProgram(name: string): ForeignProgram {
  const { source, out, shared } = foreignPlace(name, 'maven');
  const repository = `-Dmaven.repo.local=${shared}`;
  return {
    name,
    toolchain: [
      { command: 'java', args: ['-version'] },
      { command: 'mvn', args: ['--version'] },
    ],
    build: [
      {
        command: 'mvn',
        args: ['--batch-mode', '--quiet', '--file', join(source, 'pom.xml'), repository, `-Doutput.directory=${out}`, 'package'],
      },
    ],
    start: { command: 'java', args: ['-XX:TieredStopAtLevel=1', '-jar', join(out, 'app.jar')] },
  };
}
