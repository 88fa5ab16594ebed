import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { atExit } from './at-exit.ts';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));

/** The built server as a process of its own. */
export interface ServerProcess {
  readonly pid: number;
  /** Everything it has written so far, both streams. */
  output(): string;
  /** Exit code, or `null` when a signal ended it. */
  readonly exited: Promise<number | null>;
  hasEnded(): boolean;
  kill(signal: NodeJS.Signals): void;
}

/** Starts `dist/main.js` with exactly this environment; nothing of the caller's own configuration reaches it. */
export function spawnServer(env: Record<string, string>, args: readonly string[] = []): ServerProcess {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: run “npm run build” first`);
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  const forget = atExit(() => child.kill('SIGKILL'));
  const exited = exitOf(child).finally(forget);
  return {
    pid: child.pid ?? 0,
    output: () => chunks.join(''),
    exited,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal) => child.kill(signal),
  };
}

/** Waits for `close`, so that the last words of both streams are there. */
function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code));
  });
}
