import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atExit } from './at-exit.ts';
import { waitUntil } from './wait-until.ts';

/** Where builds and downloads go; nothing is written beside the sources. */
const CACHE = fileURLToPath(new URL('../../.cache/interop-all/', import.meta.url));
const SOURCES = fileURLToPath(new URL('../interop-all/', import.meta.url));

export interface ForeignCommand {
  command: string;
  args: string[];
  env?: Record<string, string>;
}

/** A program in another language, built from its folder in `tests/interop-all`. */
export interface ForeignProgram {
  /** The name of its folder. */
  name: string;
  /** Each says its version if the machine has it. */
  toolchain: ForeignCommand[];
  /** Fetch what the lock file names, and build. */
  build: ForeignCommand[];
  start: ForeignCommand;
}

/** What a recipe is made from. */
export interface ForeignPlace {
  /** The folder with the sources. */
  source: string;
  /** A folder of this program's own for what is built. */
  out: string;
  /** A folder that all programs of one toolchain share. */
  shared: string;
}

export interface RunningProgram {
  /** All that it has written so far. */
  output(): string;
  stop(): Promise<void>;
}

export function foreignPlace(name: string, toolchain: string): ForeignPlace {
  const place = { source: join(SOURCES, name), out: join(CACHE, name), shared: join(CACHE, 'toolchains', toolchain) };
  for (const folder of [place.out, place.shared]) mkdirSync(folder, { recursive: true });
  return place;
}

/** Words of `go`, `cargo`, `pip` and Maven when a registry is not reached, or has not got what was asked for. All else is a failure. */
const REFUSED =
  /no such host|could not resolve|name resolution|name or service not known|connection refused|connection timed out|i\/o timeout|network is unreachable|could not transfer artifact|could not find artifact|no matching distribution|\b(403 forbidden|404 not found)\b|\bstatus(?: code:?)? 40[34]\b|failed to download/i;

/** Builds the program. `null`: it is built. A sentence says why this machine cannot have it; what does not compile throws. */
export async function buildOrReason(program: ForeignProgram): Promise<string | null> {
  for (const tool of program.toolchain) {
    const { code, output } = await run(tool);
    if (code !== 0) return `needs ${tool.command}${code === null ? '' : ` (${lastLine(output)})`}`;
  }
  process.stderr.write(`  building ${program.name}\n`);
  for (const step of program.build) {
    const { code, output } = await run(step);
    if (code === 0) continue;
    const refusal = output.split('\n').find((line) => REFUSED.test(line));
    if (refusal !== undefined) return `a package registry refused: ${refusal.trim().slice(0, 300)}`;
    throw new Error(`“${step.command} ${step.args.join(' ')}” ended with ${code}:\n${output.slice(-4000)}`);
  }
  return null;
}

/** Starts the built program with exactly these values, and waits until it answers at `ready`. */
export async function startProgram(
  program: Pick<ForeignProgram, 'name' | 'start'>,
  env: Record<string, string>,
  ready: string,
): Promise<RunningProgram> {
  const { command, args, env: own } = program.start;
  const inherited = Object.fromEntries(
    ['PATH', 'HOME', 'JAVA_HOME'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const child = spawn(command, args, { env: { ...inherited, ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const forget = atExit(() => child.kill('SIGKILL'));
  const output = collect(child);
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const answers = waitUntil(
    `${program.name} answers`,
    async () => child.exitCode !== null || (await fetch(ready, { redirect: 'manual' })).status < 500,
    {
      timeout_ms: 60_000,
    },
  );
  await answers.catch(() => {});
  if (
    child.exitCode !== null ||
    (await answers.then(
      () => false,
      () => true,
    ))
  ) {
    child.kill('SIGKILL');
    throw new Error(`${program.name} did not start; it wrote:\n${output()}`);
  }
  return {
    output,
    async stop() {
      child.kill('SIGKILL');
      await exited;
      forget();
    },
  };
}

/** Not waited for synchronously: a worker that answers nothing for a minute is given up by the runner. `null`: there is no such command. */
function run({ command, args, env }: ForeignCommand): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const forget = atExit(() => child.kill('SIGKILL'));
    const output = collect(child);
    const end = (code: number | null): void => {
      forget();
      resolve({ code, output: output() });
    };
    child.once('error', () => end(null));
    child.once('close', (code) => end(code ?? 1));
  });
}

function collect(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return () => output;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}
