// Runs every ring of tests in order, or those named: `npm test -- interop security`. Other words filter by file name.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failuresOf } from './test-failures.mjs';
import { linesOf } from './test-files.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, '.cache', 'test');
const bin = (name) => join(root, 'node_modules', '.bin', name);

const RINGS = {
  unit: { about: 'unit and feature tests, beside the code', config: 'tests/vitest.unit.config.ts', needsBuild: false },
  storage: { about: 'races, crashes and outages on a real PostgreSQL', prepare: preparePostgres },
  faults: { about: 'what it survives, each fault in small; npm run test:faults does all of it', prepare: preparePostgres },
  interop: { about: 'client libraries that others wrote, and what real clients need', prepare: prepareChromium },
  security: { about: 'attacks from outside, each with its control' },
  e2e: { about: 'journeys in Chromium, with and without JavaScript', prepare: prepareChromium, playwright: true },
  // Runs only when it is named: it needs toolchains of other languages, and their registries.
  'interop-all': { about: 'clients of other languages, built from their lock files', apart: true, tellsFiles: true },
};

const words = process.argv.slice(2);
const chosen = words.filter((word) => word in RINGS);
const filters = words.filter((word) => !(word in RINGS) && !word.startsWith('-'));
const unknown = words.filter((word) => word.startsWith('-'));
if (unknown.length > 0 || (chosen.length === 0 && filters.length > 0)) {
  process.stderr.write(
    `Usage: npm test [-- RING… [FILE…]]\nRings: ${Object.keys(RINGS).join(', ')}. FILE is a part of a test file's name and goes with a ring.\n`,
  );
  process.exit(2);
}

let interrupted = false;
let running = null;
// Ctrl-C reaches the children by itself; a signal to this process alone has to be passed on.
process.on('SIGINT', () => (interrupted = true));
process.on('SIGTERM', () => {
  interrupted = true;
  running?.kill('SIGTERM');
});

const names = chosen.length > 0 ? chosen : Object.keys(RINGS).filter((name) => RINGS[name].apart !== true);
const total = { passed: 0, failed: 0, skipped: 0 };
const files = [];
// Said again at the end: what stands in the middle of a long output is not found, and is cut off where only its end is kept.
const failures = [];
mkdirSync(cache, { recursive: true });

let built = null;
for (const [index, name] of names.entries()) {
  if (interrupted) break;
  const ring = RINGS[name];
  const started = performance.now();
  say(`\n[${index + 1}/${names.length}] ${name}: ${ring.about}`);
  if (ring.needsBuild !== false) built ??= await build();
  if (interrupted) break;
  const result = ring.needsBuild === false || built ? await runRing(name, ring) : { passed: 0, failed: 1, skipped: 0 };
  for (const kind of Object.keys(total)) total[kind] += result[kind];
  say(`${name}: ${summary(result)} in ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

if (interrupted) say('interrupted');
for (const { ring, name, reason } of failures)
  say(`\nFailed in ${ring}: ${name.replace(`${root}/`, '')}\n${reason.replaceAll(/^/gm, '  ')}`);
say(['', ...files].join('\n'));
process.stdout.write(`${summary(total)}\n`);
process.exitCode = interrupted ? 130 : total.failed > 0 ? 1 : 0;

async function runRing(name, ring) {
  try {
    await ring.prepare?.();
  } catch (error) {
    say(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const output = join(cache, `${name}.json`);
  rmSync(output, { force: true });
  const code = await (ring.playwright ? runPlaywright(output) : runVitest(name, ring, output));
  const report = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : null;
  const counts = report === null ? { passed: 0, failed: 0, skipped: 0 } : read(report);
  const found = report === null ? [] : failuresOf(report);
  // A file that cannot be loaded, a set-up that fails or an unhandled rejection fails no test, but it is a failure.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.failed > 0 && found.length === 0)
    found.push({ name: 'outside any test', reason: `the runner ended with ${code}; its output above says why` });
  if (ring.tellsFiles && report !== null) files.push(...linesOf(report));
  failures.push(...found.map((failure) => ({ ring: name, ...failure })));
  return counts;
}

function runVitest(name, ring, output) {
  const config = ring.config ?? 'tests/vitest.config.ts';
  const project = ring.config === undefined ? ['--project', name] : [];
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  return run(bin('vitest'), ['run', '--config', config, ...project, ...reporters, ...filters]);
}

function runPlaywright(output) {
  const args = ['test', '--config', 'tests/playwright.config.ts', '--reporter=list,json', ...filters];
  return run(bin('playwright'), args, { PLAYWRIGHT_JSON_OUTPUT_NAME: output });
}

function read(report) {
  if ('stats' in report) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    return { passed: expected + flaky, failed: Math.max(unexpected, report.errors.length > 0 ? 1 : 0), skipped };
  }
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
}

/** Builds once, and only what is older than its sources. */
async function build() {
  try {
    const { buildIfStale } = await import('./build.mjs');
    if (!(await buildIfStale())) say('the build is up to date');
    return true;
  } catch (error) {
    say(`the build failed, and the rings that need it fail with it: ${error.message}`);
    return false;
  }
}

async function preparePostgres() {
  if ((process.env.TEST_DATABASE_URL ?? '') !== '') return;
  const { requirePostgresBinaries } = await import('../tests/support/postgres-binaries.ts');
  requirePostgresBinaries();
}

async function prepareChromium() {
  const { requireChromium } = await import('../tests/support/chromium.ts');
  requireChromium();
}

function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    running = child;
    child.once('error', (error) => {
      say(error.message);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
