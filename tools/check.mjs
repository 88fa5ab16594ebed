import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { buildIfStale } from './build.mjs';

/** What must hold before a change is offered: format, lint and import rules, types, unit tests, generated files. */
const STEPS = [
  { name: 'format', command: ['oxfmt', '--check'] },
  { name: 'lint and import rules', command: ['oxlint', '--quiet'] },
  { name: 'types of the server', command: ['tsc', '-p', 'apps/server/tsconfig.check.json'] },
  { name: 'types of the console', command: ['tsc', '-p', 'apps/console', '--noEmit'] },
  { name: 'types of the tests', command: ['tsc', '-p', 'tests', '--noEmit'] },
  { name: 'types of the benchmark', command: ['tsc', '-p', 'bench', '--noEmit'] },
  { name: 'unused files, exports and dependencies', command: ['knip'] },
  { name: 'unit and feature tests', command: ['vitest', 'run', '--config', 'tests/vitest.unit.config.ts'] },
  { name: 'generated files', command: [process.execPath, 'tools/generate.mjs', '--check'] },
];

await buildIfStale();
const failed = STEPS.filter(({ name, command: [program, ...args] }) => {
  console.log(`\n▸ ${name}`);
  return spawnSync(program, args, { stdio: 'inherit', shell: process.platform === 'win32' && !existsSync(program) }).status !== 0;
});
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.map(({ name }) => name).join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
