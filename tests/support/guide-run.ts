import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fillGuide, guideBySlug, type FilledStep, type GuideValues } from '@consentry/guides';
import { atExit } from './at-exit.ts';
import { deleteDirectory } from './delete-directory.ts';

const NPM = fileURLToPath(new URL('guide-npm.mjs', import.meta.url));
/** Below `tests`, because bundlers resolve links only within their project’s tree. */
const HOME = fileURLToPath(new URL('../.cache/guides/', import.meta.url));

export interface GuideProcess {
  readonly child: ChildProcess;
  /** All that it has written so far. */
  output(): string;
}

export interface GuideRunOptions {
  values: GuideValues;
  /** Titles of steps to leave out, each because the machine has done them already. */
  skip?: string[];
  env?: Record<string, string>;
}

/** Follows a guide to the letter in a fresh folder: writes its files where it says, runs its commands as they stand. */
export class GuideRun {
  readonly #folder: string;
  readonly #options: GuideRunOptions;
  readonly #steps: FilledStep[];
  readonly #children = new Set<ChildProcess>();
  readonly #forget: () => void;
  #directory: string;

  constructor(slug: string, options: GuideRunOptions) {
    const guide = guideBySlug(slug);
    if (guide === null) throw new Error(`there is no guide ${slug}`);
    mkdirSync(HOME, { recursive: true });
    this.#folder = mkdtempSync(join(HOME, `${slug}-`));
    this.#directory = this.#folder;
    this.#options = options;
    this.#steps = fillGuide(guide, options.values).steps;
    this.#forget = atExit(() => this.#cleanUp());
    this.#standIns();
  }

  /** Where the reader of the guide is now. */
  get directory(): string {
    return this.#directory;
  }

  /** Takes all steps before the one with this title; absent: all. */
  follow(until?: string): void {
    for (const step of this.#steps) {
      if (step.title === until) return;
      if (this.#options.skip?.includes(step.title) === true) continue;
      if (step.file !== null) this.#write(step.file);
      if (step.command !== null) this.#run(step.command);
    }
  }

  /** Starts the command of a step that goes on until it is ended. */
  start(title: string): GuideProcess {
    const command = this.#steps.find((step) => step.title === title)?.command;
    if (command === undefined || command === null) throw new Error(`no step “${title}” has a command`);
    return this.spawn(command);
  }

  spawn(command: string): GuideProcess {
    const child = spawn('bash', ['-ec', command], { cwd: this.#directory, env: this.#environment(), detached: true });
    this.#children.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return { child, output: () => output };
  }

  /** All commands of the guide, for one shell. */
  script(): string {
    return this.#steps.flatMap(({ command }) => (command === null ? [] : [command])).join('\n');
  }

  stop(): void {
    this.#cleanUp();
    this.#forget();
  }

  #write({ path, content }: { path: string; content: string }): void {
    const target = join(this.#directory, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }

  #run(command: string): void {
    const place = join(this.#folder, 'directory');
    const run = spawnSync('bash', ['-ec', `${command}\npwd > '${place}'`], {
      cwd: this.#directory,
      env: this.#environment(),
      encoding: 'utf8',
    });
    if (run.status !== 0) throw new Error(`“${command}” ended with ${run.status}:\n${run.stdout}${run.stderr}`);
    this.#directory = readFileSync(place, 'utf8').trim();
  }

  #standIns(): void {
    const bin = join(this.#folder, 'bin');
    mkdirSync(bin);
    for (const name of ['npm', 'npx']) {
      const file = join(bin, name);
      writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${NPM}' ${name} "$@"\n`);
      chmodSync(file, 0o755);
    }
  }

  #environment(): Record<string, string> {
    const path = [join(this.#folder, 'bin'), dirname(process.execPath), '/usr/bin', process.env['PATH'] ?? ''].join(':');
    // Next.js builds nothing in a project that holds the home directory.
    return { PATH: path, HOME: tmpdir(), LANG: 'C.UTF-8', ...this.#options.env };
  }

  #cleanUp(): void {
    for (const { pid } of this.#children) if (pid !== undefined) endGroup(pid);
    this.#children.clear();
    deleteDirectory(this.#folder);
  }
}

/** The shell and what it has started. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
