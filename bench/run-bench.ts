import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createPostgresCluster, queryDatabase } from '../tests/support/postgres.ts';
import { benchOptions, USAGE, type BenchOptions } from './bench-options.ts';
import { leaveServerCore } from './cores.ts';
import { machineFacts } from './machine-facts.ts';
import { describeRun } from './report/describe-run.ts';
import { replaceSection } from './report/replace-section.ts';
import { RUN_PART } from './run-part.ts';

const PAGE = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

/** Runs what was asked for on a cluster of its own, prints it, and writes it where it belongs. */
async function runBench(options: BenchOptions, command: string): Promise<void> {
  leaveServerCore();
  const cluster = await createPostgresCluster();
  const [version] = await queryDatabase(cluster.admin_url, 'show server_version');
  const machine = machineFacts(String(version?.['server_version']).split(' ')[0] ?? '');
  const results: Record<string, unknown> = { machine };
  try {
    for (const part of options.parts) {
      const { figures, text } = await RUN_PART[part](cluster.admin_url, options);
      results[part] = figures;
      const section = `${describeRun(machine, command)}\n\n${text}`;
      process.stdout.write(`\n${section}\n`);
      if (options.write) writeFileSync(PAGE, replaceSection(readFileSync(PAGE, 'utf8'), part, section));
    }
  } finally {
    await cluster.destroy();
  }
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
}

const args = process.argv.slice(2);
let options: BenchOptions | undefined;
try {
  options = benchOptions(args);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options !== undefined) await runBench(options, ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '));
